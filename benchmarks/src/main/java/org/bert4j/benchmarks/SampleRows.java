package org.bert4j.benchmarks;

import org.bert4j.batch.TokenBatch;
import org.bert4j.feature.TextRow;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Rows of random ids.
record SampleRows(List<TextRow> rows) {
    static final int VOCABULARY = 1000;

    /// Of each eighth of SQuAD's rows at 384 tokens the one in its middle.
    private static final int[] MIXED = {90, 119, 137, 155, 178, 206, 249, 327};

    /// @param name such as `128 full` or `384 mixed`
    static SampleRows named(String name, int count) {
        int longest = Integer.parseInt(name.split(" ")[0]);
        boolean full = name.endsWith("full");
        Random random = new Random(1);
        return new SampleRows(
                IntStream.range(0, count)
                        .map(row -> full ? longest : Math.min(longest, MIXED[row % MIXED.length]))
                        .mapToObj(length -> row(length, random))
                        .toList());
    }

    private static TextRow row(int length, Random random) {
        int[] ids = random.ints(length, 5, VOCABULARY).toArray();
        int[] types = new int[length];
        Arrays.fill(types, length / 2, length, 1);
        return new TextRow(ids, types);
    }

    TokenBatch batch() {
        return TokenBatch.of(rows, 0);
    }
}
