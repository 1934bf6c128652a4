package org.bert4j.pretraining;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Guesses without a network whether the second part of a row follows the first: by the rare tokens that both have. Where
/// that is right nearly always, the parts of the corpus differ so much that next sentences are told by topic alone, and a
/// model has little to learn from them (Lan et al. 2020, "ALBERT", section 3.1).
public final class OverlapBaseline {
    private static final int MOST_ROWS = 5000;

    private final double[] weights; // by token: the rarer, the more
    private final double threshold;

    private OverlapBaseline(PretrainingRows rows, int vocabularySize) {
        int step = Math.max(1, Math.ceilDiv(rows.size(), MOST_ROWS));
        int[] numbers = IntStream.iterate(0, row -> row < rows.size(), row -> row + step).toArray();
        int[] counts = new int[vocabularySize];
        for (int number : numbers) {
            for (int id : Arrays.stream(rows.row(number, 0).inputIds()).distinct().toArray()) {
                counts[id]++;
            }
        }
        weights =
                Arrays.stream(counts)
                        .mapToDouble(count -> Math.log((numbers.length + 1.0) / (count + 1.0)))
                        .toArray();
        threshold = threshold(rows, numbers);
    }

    /// Learns from some thousand rows.
    public static OverlapBaseline of(PretrainingRows rows, SpecialIds special) {
        return new OverlapBaseline(rows, special.vocabularySize());
    }

    /// The share of the pairs in other rows that it guesses right, in [0, 1].
    public double accuracy(PretrainingRows rows) {
        int right = 0;
        for (int number = 0; number < rows.size(); number++) {
            PretrainingRow row = rows.row(number, 0);
            int guess = overlap(row) > threshold ? 0 : 1;
            right += guess == row.sentenceLabel() ? 1 : 0;
        }
        return (double) right / rows.size();
    }

    /// Above which most rows have parts that follow each other.
    private double threshold(PretrainingRows rows, int[] numbers) {
        record Judged(double overlap, int label) {}
        Judged[] judged =
                Arrays.stream(numbers)
                        .mapToObj(number -> rows.row(number, 0))
                        .map(row -> new Judged(overlap(row), row.sentenceLabel()))
                        .sorted((a, b) -> Double.compare(a.overlap, b.overlap))
                        .toArray(Judged[]::new);
        int right = (int) Arrays.stream(judged).filter(row -> row.label == 0).count();
        int best = right; // if all are said to follow
        double found = -1;
        for (int i = 0; i < judged.length; i++) {
            right += judged[i].label == 0 ? -1 : 1;
            boolean isLastOfItsKind =
                    i + 1 == judged.length || judged[i + 1].overlap > judged[i].overlap;
            if (isLastOfItsKind && right > best) {
                best = right;
                found = judged[i].overlap;
            }
        }
        return found;
    }

    /// What both parts have, as a share of what either has, each token by its weight.
    private double overlap(PretrainingRow row) {
        int[] first = part(row, 0);
        int[] second = part(row, 1);
        double both = 0;
        double any = 0;
        for (int i = 0, k = 0; i < first.length || k < second.length; ) {
            boolean takesFirst = k == second.length || i < first.length && first[i] <= second[k];
            boolean takesSecond = i == first.length || k < second.length && second[k] <= first[i];
            double weight = weights[takesFirst ? first[i] : second[k]];
            any += weight;
            both += takesFirst && takesSecond ? weight : 0;
            i += takesFirst ? 1 : 0;
            k += takesSecond ? 1 : 0;
        }
        return any == 0 ? 0 : both / any;
    }

    /// Its tokens, ascending, each once.
    private static int[] part(PretrainingRow row, int type) {
        return IntStream.range(0, row.inputIds().length)
                .filter(i -> row.tokenTypeIds()[i] == type)
                .map(i -> row.inputIds()[i])
                .sorted()
                .distinct()
                .toArray();
    }
}
