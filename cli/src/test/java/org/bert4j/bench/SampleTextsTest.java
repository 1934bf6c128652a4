package org.bert4j.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.dataset.QaFiles;
import org.bert4j.feature.QaFeatureOptions;
import org.bert4j.feature.QaFeaturizer;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class SampleTextsTest {
    @TempDir Path temporary;

    /// Letters and pieces of letters: every English word is several tokens.
    private static BertTokenizer letters() {
        List<String> tokens =
                new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
        for (char c = 'a'; c <= 'z'; c++) {
            tokens.add(String.valueOf(c));
            tokens.add("##" + c);
        }
        Stream.of(".", ",", "'").forEach(tokens::add);
        return BertTokenizer.of(Vocabulary.of(tokens), TokenizerOptions.UNCASED);
    }

    private static BertTokenizer chinese() {
        List<String> tokens =
                new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
        "的一是在有人这中大国城首都。，？".codePoints().mapToObj(Character::toString).forEach(tokens::add);
        return BertTokenizer.of(Vocabulary.of(tokens), TokenizerOptions.UNCASED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 30, 126, 382})
    void aTextHasExactlyAsManyTokensAsAskedFor(int tokens) {
        for (BertTokenizer tokenizer : List.of(letters(), chinese())) {
            SampleTexts texts = new SampleTexts(tokenizer, 1);
            for (int i = 0; i < 20; i++) {
                assertEquals(tokens, tokenizer.tokenize(texts.ofTokens(tokens)).size());
            }
        }
    }

    @Test
    void theVocabularyDecidesTheLanguage() {
        assertTrue(new SampleTexts(letters(), 1).description().endsWith("English"));
        assertTrue(new SampleTexts(chinese(), 1).description().endsWith("Chinese"));
        assertTrue(new SampleTexts(chinese(), 1).ofTokens(40).matches(".*\\p{IsHan}.*"));
    }

    @Test
    void theSeedDecidesTheTexts() {
        String text = new SampleTexts(letters(), 1).ofTokens(50);
        assertEquals(text, new SampleTexts(letters(), 1).ofTokens(50));
        assertNotEquals(text, new SampleTexts(letters(), 2).ofTokens(50));
    }

    /// The averages of the data the deciles were taken from.
    @ParameterizedTest
    @CsvSource({"SENTENCES, 23.3", "PARAGRAPHS, 183.4"})
    void lengthsAreThoseOfRealData(LengthMix mix, double mean) {
        Random random = new Random(1);
        double drawn =
                IntStream.range(0, 20_000).map(_ -> mix.draw(random, 384)).average().orElseThrow();
        assertEquals(mean, drawn, 0.05 * mean);
    }

    @Test
    void fixedRowsOfQuestionsAreAsLongAsTheyMayBe() {
        Path file = temporary.resolve("questions.json");
        SampleData.of(letters(), 1).writeQuestions(file, 20, 1, Lengths.FIXED, 200);
        QaFeatureOptions windows = QaWindows.of(200);
        try (QaFiles paragraphs = QaFiles.open(List.of(file));
                var features = new QaFeaturizer(letters(), windows).trainingStream(paragraphs, 1)) {
            int rows = 0;
            while (features.hasNext()) {
                for (var feature : features.next().features()) {
                    assertEquals(200, feature.length());
                    assertTrue(feature.startPosition() > 0, "the answer is in the row");
                    rows++;
                }
            }
            assertEquals(20, rows);
        }
    }
}
