package org.bert4j.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class ParagraphReaderTest {
    @TempDir private Path directory;

    @Test
    void sentencesComeALineAndDocumentsBetweenBlankLines() throws IOException {
        String text =
                "\n\nOne. Still one.\r\nTwo.\n \t \n\u00a0\n\u0000x".replace("\u0000", "\u0001");
        assertEquals("# One. Still one. / Two. # x", read("a.txt", text, TextLayout.SENTENCES));
    }

    @Test
    void documentsMayComeALine() throws IOException {
        assertEquals(
                "# One. Two. # Three.",
                read("a.txt", "One. Two.\n\nThree.\n", TextLayout.DOCUMENTS));
    }

    @Test
    void aWikiTextTitleOpensADocumentAndASectionDoesNot() throws IOException {
        String text =
                " \n"
                        + " = Homarus gammarus = \n"
                        + " \n"
                        + " The lobster . \n"
                        + " \n"
                        + " = = Description = = \n"
                        + " \n"
                        + " Large . \n"
                        + " = Other = \n"
                        + " Text with = 5 . \n";
        assertEquals(
                "# Homarus gammarus / The lobster . / Description / Large . # Other / Text with = 5"
                        + " .",
                read("a.txt", text, TextLayout.RUNNING));
    }

    @Test
    void aChapterOpensADocument() throws IOException {
        String text = "《红楼梦》曹雪芹\n第一回  甄士隐梦幻识通灵　贾雨村风尘怀闺秀\n此开卷第一回也．\n第一回的话。\n第二回\n诗云．\n";
        assertEquals(
                "# 《红楼梦》曹雪芹 # 第一回  甄士隐梦幻识通灵　贾雨村风尘怀闺秀 / 此开卷第一回也． / 第一回的话。 # 第二回 / 诗云．",
                read("a.txt", text, TextLayout.RUNNING));
    }

    @Test
    void wrappedLinesAreJoinedAsTheirScriptDemands() throws IOException {
        String text = "It was the\nbest of\n  times.\n\n青山依旧在，\n几度夕阳红。\nEnd\n";
        assertEquals(
                "# It was the best of times. / 青山依旧在，几度夕阳红。 End",
                read("a.txt", text, TextLayout.WRAPPED));
    }

    @Test
    void titlesWithoutTextAreLeftOut() throws IOException {
        String text =
                "# Title: A Book\n\n"
                        + "## Author: Somebody\n\n"
                        + "-------\n\n"
                        + "## CHAPTER 1\n\n\n"
                        + "It began.\n";
        assertEquals("# CHAPTER 1 / It began.", read("a.md", text));
    }

    @Test
    void markdownLosesItsMarks() throws IOException {
        String text =
                """
                ---
                title: header
                ---
                Setext title
                ============

                Some *light* and **bold** and _thin_ text, `code`, snake_case, 2 * 3 = 6,
                a [link](https://a.b/c_d "t") and ![a picture](p.png).

                - one [x][1]
                - [ ] two<br/>
                3. three \\*stars\\*

                > quoted
                > words[^1]

                ```java
                int dropped;
                ```

                | a | b |
                |---|:-:|
                | 1 | 2 |

                [1]: https://a.b
                <!-- comment -->
                ### Deeper ###
                text

                ## Second
                More.
                """;
        assertEquals(
                "# Setext title / Some light and bold and thin text, code, snake_case, 2 * 3 = 6, a"
                    + " link and a picture. / one x / two / three *stars* / quoted words / a   b /"
                    + " 1   2 / Deeper / text # Second / More.",
                read("a.md", text));
    }

    /// `/` stands for a line end.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    sentences  | One here./Two there./Three./ /Four!/Five?/
                    paragraphs | One here. And more./Two there. And more./ /Three. Four./Five. Six./
                    running    | One here. And more.//Two there. And more.//Three. Four./
                    running    | One here./Two there./
                    running    | = A =//One here. Two./Three. Four.//= B =//Five./Six./
                    running    | 青山依旧在。几度夕阳红。/白发渔樵江渚上，惯看秋月春风。一壶浊酒喜相逢。/
                    sentences  | 青山依旧在。/几度夕阳红。//白发渔樵江渚上。/惯看秋月春风。/
                    """)
    void theLayoutIsFound(String label, String text) throws IOException {
        assertEquals(label, layout(text.replace('/', '\n')).label());
    }

    @Test
    void linesOfOneWidthAreWrapped() throws IOException {
        String words = "it was the best of times it was the worst of times ";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            text.append(words.repeat(2), i, 60 + i).append(i % 7 == 6 ? ".\n\n" : "\n");
        }
        assertEquals(TextLayout.WRAPPED, layout(text.toString()));
    }

    /// Reviews, for example. A paragraph more, or a novel's dialogue, and it is running text.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    documents | 25 | |
                    running   | 19 | |
                    running   | 25 | = Films = |
                    running   | 25 | 第一回 甄士隐梦幻识通灵 |
                    running   | 60 | \"Indeed,\" said he.//\"It is.\"//\"Well?\"//\"Well!\" |
                    paragraphs | 25 | | /
                    """)
    void longLinesOfSeveralSentencesAreDocuments(
            String label, int count, String others, String between) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("I saw this film ").append(i).append(" times. It was as good each time.");
            text.append(" What else is there to be said of a film that everybody knows?\n");
            text.append(i % 2 == 0 || between == null ? "" : "\n");
        }
        text.append(others == null ? "" : others.replace("//", "\n"));
        assertEquals(label, layout(text.toString()).label());
    }

    @Test
    void linesOfChineseAreDocumentsToo() throws IOException {
        String review = "酒店的位置很好，离地铁站只有几分钟的路。房间干净，床也舒服，服务员都很热情。早餐的种类不多，味道倒是不错。".repeat(2);
        assertEquals(TextLayout.DOCUMENTS, layout((review + "\n").repeat(30) + "\n"));
    }

    private TextLayout layout(String text) throws IOException {
        try (ParagraphReader reader = open("layout.txt", text, Optional.empty())) {
            return reader.layout().orElseThrow();
        }
    }

    private String read(String name, String text, TextLayout layout) throws IOException {
        return read(open(name, text, Optional.of(layout)));
    }

    private String read(String name, String text) throws IOException {
        return read(open(name, text, Optional.empty()));
    }

    /// Paragraphs; `#` stands before those that open a document, `/` before the others.
    private static String read(ParagraphReader reader) {
        List<String> found = new ArrayList<>();
        try (reader) {
            for (Paragraph next = reader.next(); next != null; next = reader.next()) {
                found.add((next.opensDocument() ? "# " : "/ ") + next.text());
            }
        }
        return String.join(" ", found);
    }

    private ParagraphReader open(String name, String text, Optional<TextLayout> layout)
            throws IOException {
        Path file = Files.writeString(directory.resolve(name), text);
        return ParagraphReader.open(
                CorpusFiles.of(List.of(file), Optional.empty()).files().getFirst(), layout);
    }
}
