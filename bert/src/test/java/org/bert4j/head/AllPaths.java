package org.bert4j.head;

import java.util.List;
import java.util.stream.IntStream;

/// Every way to give tags to a short sentence: what the forward algorithm and Viterbi spare us.
final class AllPaths {
    private AllPaths() {}

    static List<int[]> of(int tags, int words) {
        int count = (int) Math.pow(tags, words);
        return IntStream.range(0, count).mapToObj(number -> digits(number, tags, words)).toList();
    }

    /// The digits of a number in base `tags`.
    private static int[] digits(int number, int tags, int words) {
        int[] path = new int[words];
        for (int word = 0; word < words; word++) {
            path[word] = number % tags;
            number /= tags;
        }
        return path;
    }
}
