package org.bert4j.pretraining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

class OverlapBaselineTest {
    private static final int VOCABULARY = 600;
    private static final SpecialIds SPECIAL = new SpecialIds(1, 2, 3, VOCABULARY);

    @TempDir private Path cache;

    /// @param words of each document's own: few are told by topic
    private double accuracy(int words) {
        Random random = new Random(words);
        List<List<int[]>> documents =
                IntStream.range(0, 80)
                        .mapToObj(_ -> document(random, 10 + random.nextInt(590 - words), words))
                        .toList();
        MemoryCorpus corpus = new MemoryCorpus(documents, _ -> false);
        PretrainingRows rows =
                PretrainingData.GOOGLE.withMaxLength(48).rows(corpus, SPECIAL, cache);
        return OverlapBaseline.of(rows, SPECIAL).accuracy(rows);
    }

    private static List<int[]> document(Random random, int first, int words) {
        return IntStream.range(0, 20)
                .mapToObj(_ -> random.ints(8, first, first + words).toArray())
                .toList();
    }

    @Test
    void documentsWithWordsOfTheirOwnAreToldApart() {
        assertTrue(accuracy(12) > 0.9, "" + accuracy(12));
    }

    /// All draw from the same words, so nothing but chance, and what the threshold was fitted to, is left.
    @Test
    void documentsOfTheSameWordsAreNot() {
        double guessed = accuracy(580);
        assertTrue(guessed < 0.62, "" + guessed);
        assertEquals(0.5, guessed, 0.12);
    }
}
