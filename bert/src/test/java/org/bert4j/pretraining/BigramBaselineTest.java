package org.bert4j.pretraining;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

class BigramBaselineTest {
    private static final SpecialIds SPECIAL = new SpecialIds(1, 2, 3, 20);

    @TempDir Path cache;

    /// 10 11 12 13 14 10 11 ..., so that each token gives the next one away, if it is seen.
    @Test
    void whatAlwaysFollowsIsGuessed() {
        int[] cycle = IntStream.range(0, 1001).map(i -> 10 + i % 5).toArray();
        MemoryCorpus corpus = new MemoryCorpus(List.of(List.of(cycle)), _ -> false);
        PretrainingRows rows = PretrainingData.PACKED.rows(corpus, SPECIAL, cache);
        int total = 0;
        int right = 0;
        int tens = 0; // one more than of the others
        for (int number = 0; number < rows.size(); number++) {
            PretrainingRow row = rows.row(number, 0);
            for (int i = 0; i < row.maskedIds().length; i++) {
                int before = row.inputIds()[row.maskedPositions()[i] - 1];
                int guess = before >= 10 && before < 15 ? 10 + (before - 9) % 5 : 10;
                total++;
                right += guess == row.maskedIds()[i] ? 1 : 0;
                tens += row.maskedIds()[i] == 10 ? 1 : 0;
            }
        }
        var accuracy = BigramBaseline.of(corpus, SPECIAL).accuracy(rows);
        assertEquals((double) right / total, accuracy.bigrams());
        assertEquals((double) tens / total, accuracy.mostFrequent());
    }

    /// 11 and 12 followed 10 once each; 12 is the more frequent one.
    @Test
    void ofRarePairsTheMoreFrequentTokenWins() {
        MemoryCorpus corpus =
                new MemoryCorpus(
                        List.of(List.of(new int[] {10, 11}), List.of(new int[] {10, 12, 12, 12})),
                        _ -> false);
        PretrainingRows rows = oneRow(new int[] {1, 10, 3, 2}, 2, 12);
        assertEquals(1, BigramBaseline.of(corpus, SPECIAL).accuracy(rows).bigrams());
    }

    /// Nothing follows the last token of a document, so 13 never came after 11.
    @Test
    void documentsDoNotFollowEachOther() {
        MemoryCorpus corpus =
                new MemoryCorpus(
                        List.of(List.of(new int[] {10, 11}), List.of(new int[] {13, 10, 10})),
                        _ -> false);
        PretrainingRows rows = oneRow(new int[] {1, 11, 3, 2}, 2, 10);
        assertEquals(1, BigramBaseline.of(corpus, SPECIAL).accuracy(rows).bigrams());
    }

    private static PretrainingRows oneRow(int[] ids, int position, int id) {
        return new PretrainingRows() {
            @Override
            public int size() {
                return 1;
            }

            @Override
            public int maxLength() {
                return ids.length;
            }

            @Override
            public int length(int row) {
                return ids.length;
            }

            @Override
            public PretrainingRow row(int row, int epoch) {
                return new PretrainingRow(
                        ids,
                        new int[ids.length],
                        new int[] {position},
                        new int[] {id},
                        PretrainingRow.NONE);
            }

            @Override
            public String hash() {
                return "";
            }
        };
    }
}
