package org.bert4j.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

class CorpusFilesTest {
    private static final String CHINESE = "滚滚长江东逝水，浪花淘尽英雄。是非成败转头空。青山依旧在，几度夕阳红。白发渔樵江渚上，惯看秋月春风。";

    @TempDir private Path directory;

    @Test
    void filesOfAFolderComeSortedWithThoseOfItsFoldersAndNoneTwice() throws IOException {
        write("b.txt", "x");
        write("a/2.md", "x");
        write("a/1", "x");
        write("a/.git/config", "x");
        write(".hidden", "x");
        CorpusFiles files =
                CorpusFiles.of(List.of(directory, directory.resolve("b.txt")), Optional.empty());
        List<String> names =
                files.files().stream()
                        .map(file -> directory.relativize(file.path()).toString())
                        .toList();
        assertEquals(List.of("a/1", "a/2.md", "b.txt"), names);
        assertEquals(3, files.bytes());
    }

    @Test
    void noInputIsRefused() {
        assertRefused("There is no input; ", List.of());
    }

    @Test
    void aMissingFileIsNamed() {
        Path missing = directory.resolve("none.txt");
        assertRefused(missing + " does not exist; ", List.of(missing));
    }

    @Test
    void aFolderWithoutTextIsRefused() throws IOException {
        write("empty.txt", "");
        assertRefused(directory + ": there is no text in it; ", List.of(directory));
    }

    @Test
    void linesEndAtLineFeedOrReturnOrBoth() throws IOException {
        assertEquals(List.of("a", "b"), lines("a\nb"));
        assertEquals(List.of("a", "", "b"), lines("a\n\nb\n"));
        assertEquals(List.of("a", "b"), lines("a\r\nb\r\n"));
        assertEquals(List.of("a", "", "b"), lines("a\r\rb\r"));
        assertEquals(List.of("a\u2028b", ""), lines("a\u2028b\n\n"));
        assertEquals(List.of(), lines("\ufeff"));
    }

    @Test
    void someReturnsBeforeALineFeedAreOneEnd() throws IOException {
        assertEquals(List.of("a", "b", "", "c"), lines("a\r\r\nb\r\r\n\r\r\nc"));
    }

    @Test
    void theByteOrderMarkIsDroppedAndPackedFilesAreUnpacked() throws IOException {
        Path file = directory.resolve("a.txt.gz");
        Files.write(file, packed("\ufeffone\ntwo\n".getBytes(StandardCharsets.UTF_8)));
        assertEquals(List.of("one", "two"), lines(file, Optional.empty()));
    }

    @Test
    void aGivenEncodingIsRead() throws IOException {
        Path file = directory.resolve("a.txt");
        Files.write(file, CHINESE.getBytes(Charset.forName("GB18030")));
        assertEquals(List.of(CHINESE), lines(file, Optional.of(Charset.forName("GB18030"))));
        Files.write(file, ("\ufeff" + CHINESE).getBytes(StandardCharsets.UTF_16LE));
        assertEquals(List.of(CHINESE), lines(file, Optional.of(StandardCharsets.UTF_16LE)));
    }

    @Test
    void aLongLineComesInPiecesCutBetweenWords() throws IOException {
        String word = "word ";
        String line = word.repeat(CorpusLines.LONGEST / word.length() * 5 / 2) + "end";
        Path file = write("long.txt", line + "\nnext");
        List<String> lines = lines(file, Optional.empty());
        assertEquals("next", lines.removeLast());
        assertEquals(line, String.join("", lines));
        assertEquals(3, lines.size());
        lines.forEach(piece -> assertTrue(piece.startsWith("word "), piece.substring(0, 9)));
    }

    @Test
    void aLongLineWithoutBlanksIsCutBetweenCharacters() throws IOException {
        String line = "x" + "\ud83d\ude00".repeat(CorpusLines.LONGEST);
        List<String> pieces = lines(write("long.txt", line), Optional.empty());
        assertTrue(pieces.size() >= 2);
        assertEquals(line, String.join("", pieces));
        pieces.forEach(piece -> assertTrue(!Character.isLowSurrogate(piece.charAt(0))));
    }

    /// The first bytes that are no UTF-8 stand behind `before` ASCII ones.
    @ParameterizedTest
    @CsvSource({
        "GB18030, 0",
        "GB18030, 70000",
        "Big5, 5",
        "windows-1251, 100",
        "EUC-JP, 9",
    })
    void anotherEncodingIsRecognizedAndItsFirstByteNamed(String encoding, int before)
            throws IOException {
        String text =
                switch (encoding) {
                    case "windows-1251" -> "Все счастливые семьи похожи друг на друга, каждая";
                    case "Big5" -> "子曰學而時習之不亦說乎有朋自遠方來不亦樂乎人不知而不慍不亦君子乎";
                    case "EUC-JP" -> "吾輩は猫である。名前はまだ無い。どこで生れたかとんと見当がつかぬ。";
                    default -> CHINESE.replaceAll("[^\\u4e00-\\u9fff]", "");
                };
        byte[] bytes = text.getBytes(Charset.forName(encoding));
        byte[] all = Arrays.copyOf("a".repeat(before).getBytes(), before + bytes.length);
        System.arraycopy(bytes, 0, all, before, bytes.length);
        Path file = Files.write(directory.resolve("a.txt"), all);
        String message = fault(file);
        assertTrue(message.startsWith(file + " is not UTF-8 at byte " + before + "; "), message);
        assertTrue(message.toLowerCase().contains("looks like " + encoding.toLowerCase()), message);
    }

    @Test
    void wideEncodingsAreNoBinaryFiles() throws IOException {
        Path file = directory.resolve("a.txt");
        Files.write(file, "\ufeffnotepad".getBytes(StandardCharsets.UTF_16LE));
        assertEquals(
                file
                        + " is not UTF-8 at byte 3; it looks like UTF-16LE: give that as its"
                        + " encoding, or save it as UTF-8.",
                fault(file));
    }

    @Test
    void aSequenceThatIsCutOffAtTheEndIsNamed() throws IOException {
        byte[] bytes = CHINESE.getBytes(StandardCharsets.UTF_8);
        Path file = directory.resolve("a.txt.gz");
        Files.write(file, packed(Arrays.copyOf(bytes, bytes.length - 1)));
        String start = file + " is not UTF-8 at byte " + (bytes.length - 3) + " (unpacked); ";
        assertTrue(fault(file).startsWith(start), fault(file));
    }

    @Test
    void aBinaryFileIsRefusedAtItsFirstNul() throws IOException {
        Path file = directory.resolve("a.png");
        byte[] png = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0, 0, 0, 0xd, 'I', 'H'};
        Files.write(file, png);
        assertEquals(
                file + " is not text: it has a NUL at byte 8; leave it out of the input.",
                fault(file));
        byte[] late = "text\n".repeat(20_000).getBytes();
        late[80_000] = 0;
        Files.write(file, late);
        assertTrue(fault(file).contains("a NUL at byte 80000; "), fault(file));
    }

    @Test
    void aPackedFileThatIsCutOffIsNamed() throws IOException {
        byte[] whole = packed("some text\n".repeat(1000).getBytes());
        Path file = directory.resolve("a.gz");
        Files.write(file, Arrays.copyOf(whole, whole.length - 20));
        assertTrue(fault(file).startsWith(file + " cannot be read after byte "), fault(file));
        Files.writeString(file, "not packed at all");
        assertTrue(fault(file).startsWith(file + " cannot be read after byte "), fault(file));
    }

    private String fault(Path file) {
        return assertThrows(BadInputException.class, () -> lines(file, Optional.empty()))
                .getMessage();
    }

    private static void assertRefused(String start, List<Path> inputs) {
        var e =
                assertThrows(
                        BadInputException.class, () -> CorpusFiles.of(inputs, Optional.empty()));
        assertTrue(e.getMessage().startsWith(start), e.getMessage());
    }

    private List<String> lines(String text) throws IOException {
        return lines(write("lines.txt", text), Optional.empty());
    }

    private static List<String> lines(Path file, Optional<Charset> encoding) {
        List<String> lines = new ArrayList<>();
        CorpusFile only = CorpusFiles.of(List.of(file), encoding).files().getFirst();
        try (CorpusLines reader = only.open()) {
            for (String line = reader.next(); line != null; line = reader.next()) {
                lines.add(line);
            }
        }
        return lines;
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static byte[] packed(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }
}
