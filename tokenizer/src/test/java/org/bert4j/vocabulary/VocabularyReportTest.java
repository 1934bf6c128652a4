package org.bert4j.vocabulary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Vocabulary;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

class VocabularyReportTest {
    private static final BertTokenizer TOKENIZER =
            BertTokenizer.of(
                    Vocabulary.of(
                            List.of(
                                    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "hug", "##ging",
                                    "##s", "h", "u", "##u", "##g", "7")),
                    TokenizerOptions.UNCASED);
    private static final WordCounts WORDS =
            WordCounts.of(
                    Map.of("hug", 4L, "hugs", 3L, "hugsging", 1L, "query", 2L, "uq", 1L, "7", 9L));

    @Test
    void figuresAreThoseOfTheWholeText() {
        VocabularyReport report = VocabularyReport.of(WORDS, TOKENIZER, 2);
        assertEquals(13, report.tokens());
        assertEquals(5, report.usedTokens(), "[UNK] hug ##ging ##s 7");
        assertEquals(20, report.words());
        assertEquals(6, report.distinctWords());
        assertEquals(4 + 3 * 2 + 3 + 2 + 1 + 9, report.pieces());
        assertEquals(25.0 / 20, report.piecesPerWord());
        assertEquals(13, report.wholeWords());
        assertEquals(3, report.unknownWords());
        assertEquals(0.15, report.unknownRate());
    }

    @Test
    void aCharacterIsCoveredWhereItHasATokenAtItsPlace() {
        VocabularyReport report = VocabularyReport.of(WORDS, TOKENIZER, 3);
        long all = 4 * 3 + 3 * 4 + 8 + 2 * 5 + 2 + 9;
        // hugsging: i and n have no token; query: only ##u has; uq: q has none
        assertEquals(all, report.characters());
        assertEquals(4 * 3 + 3 * 4 + 6 + 2 + 1 + 9, report.coveredCharacters());
        assertEquals(
                List.of(new WordCount("q", 3), new WordCount("e", 2), new WordCount("r", 2)),
                report.missing());
    }

    @Test
    void wordsAreListedWithTheirPieces() {
        VocabularyReport report = VocabularyReport.of(WORDS, TOKENIZER, 2);
        assertEquals(
                List.of(
                        new VocabularyReport.SplitWord(
                                "hugsging", 1, List.of("hug", "##s", "##ging")),
                        new VocabularyReport.SplitWord("hugs", 3, List.of("hug", "##s"))),
                report.mostSplit());
        assertEquals("hugsging", report.longest().getFirst().word());
        assertEquals(List.of("[UNK]"), report.longest().get(1).pieces());
    }

    @Test
    void aTextWithoutWordsHasFigures() {
        VocabularyReport report = VocabularyReport.of(WordCounts.of(Map.of()), TOKENIZER, 2);
        assertEquals(0, report.piecesPerWord());
        assertEquals(0, report.coverage());
    }

    /// Saved: hugsging 1 x 2, hugs 3 x 1; query and uq are unknown: 2 and 1; hug is there; 7 has no letter.
    @Test
    void newWordsAreThoseThatSaveMostPieces() {
        NewWords words = new NewWords(TOKENIZER);
        assertEquals(List.of("hugs", "hugsging", "query", "uq"), words.mostSaving(WORDS, 9, 1));
        assertEquals(List.of("hugs", "query"), words.mostSaving(WORDS, 9, 2));
        assertEquals(List.of("hugs"), words.mostSaving(WORDS, 1, 1));
    }

    @Test
    void listedWordsAreNormalizedAndThoseThatAreThereAreLeftOut() {
        NewWords words = new NewWords(TOKENIZER);
        assertEquals(
                List.of("cafe", "query"),
                words.listed(List.of("Café", "", "HUG", "query", "Query"), "words.txt"));
    }

    @Test
    void aLineOfTwoWordsIsRefused() {
        NewWords words = new NewWords(TOKENIZER);
        var problem =
                assertThrows(
                        BadInputException.class,
                        () -> words.listed(List.of("hug", "e-mail"), "words.txt"));
        assertEquals(
                "words.txt:2: \"e-mail\" is 3 words to this model, the first being \"e\"; put one"
                        + " word on each line.",
                problem.getMessage());
    }
}
