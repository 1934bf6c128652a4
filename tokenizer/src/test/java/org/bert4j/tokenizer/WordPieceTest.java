package org.bert4j.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

class WordPieceTest {
    /// Vocabulary and pieces as in google-research/bert, tokenization_test.py.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    unwanted running  | un ##want ##ed runn ##ing
                    unwantedX running | [UNK] runn ##ing
                    UNwantéd,running  | un ##want ##ed , runn ##ing
                    """)
    void splitsLongestPieceFirst(String text, String pieces) {
        List<String> tokens =
                List.of(
                        "[UNK]", "[CLS]", "[SEP]", "want", "##want", "##ed", "wa", "un", "runn",
                        "##ing", ",");
        BertTokenizer tokenizer = BertTokenizer.of(Vocabulary.of(tokens), TokenizerOptions.UNCASED);
        assertEquals(pieces, TestFiles.join(tokenizer.tokenize(text)));
    }

    @Test
    void findsWhatTryingEveryLengthFinds() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            List<String> tokens = randomVocabulary(random);
            BertTokenizer tokenizer =
                    BertTokenizer.of(Vocabulary.of(tokens), TokenizerOptions.CASED);
            for (int i = 0; i < 50; i++) {
                String word = randomWord(random, 12);
                assertEquals(
                        String.join(" ", naive(word, tokens)),
                        TestFiles.join(tokenizer.tokenize(word)),
                        () -> word + " in " + tokens);
            }
        }
    }

    private static List<String> randomVocabulary(Random random) {
        Set<String> tokens = new LinkedHashSet<>(List.of("[UNK]"));
        for (int i = 0; i < 20; i++) {
            tokens.add((random.nextBoolean() ? "##" : "") + randomWord(random, 4));
        }
        return new ArrayList<>(tokens);
    }

    private static String randomWord(Random random, int maxLength) {
        StringBuilder word = new StringBuilder();
        for (int length = 1 + random.nextInt(maxLength); length > 0; length--) {
            word.append(random.nextInt(8) == 0 ? "𝕏" : random.nextBoolean() ? "a" : "b");
        }
        return word.toString();
    }

    private static List<String> naive(String word, List<String> tokens) {
        List<String> pieces = new ArrayList<>();
        for (int start = 0; start < word.length(); ) {
            String prefix = start == 0 ? "" : "##";
            int end = word.length();
            while (end > start && !tokens.contains(prefix + word.substring(start, end))) {
                end--;
            }
            if (end == start) {
                return List.of("[UNK]");
            }
            pieces.add(prefix + word.substring(start, end));
            start = end;
        }
        return pieces;
    }
}
