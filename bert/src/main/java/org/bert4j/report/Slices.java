package org.bert4j.report;

import org.bert4j.metric.Interval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How good the answers are in parts of the data: by label, by length.
final class Slices {
    /// Ends of the parts, in characters; the last part has none.
    private static final int[] LENGTHS = {25, 50, 100, 200, 400, 800, 1600};

    private static final int MOST_LABELS = 40;

    private final Map<String, Part> byLabel = new TreeMap<>();
    private final Part[] byLength = new Part[LENGTHS.length + 1];

    private static final class Part {
        private int count;
        private double sum;

        void add(double score) {
            count++;
            sum += score;
        }
    }

    /// A part of the data.
    ///
    /// @param score mean
    record Slice(String name, int count, double score, Interval interval) {}

    /// @param label the true one; empty: there is none
    void add(String label, int characters, double score) {
        if (!label.isEmpty()) {
            byLabel.computeIfAbsent(label, _ -> new Part()).add(score);
        }
        int length = 0;
        while (length < LENGTHS.length && characters > LENGTHS[length]) {
            length++;
        }
        byLength[length] = byLength[length] == null ? new Part() : byLength[length];
        byLength[length].add(score);
    }

    /// The most frequent labels, the worst first.
    List<Slice> labels() {
        return byLabel.entrySet().stream()
                .sorted(Comparator.comparingInt(part -> -part.getValue().count))
                .limit(MOST_LABELS)
                .map(part -> slice(part.getKey(), part.getValue()))
                .sorted(Comparator.comparingDouble(Slice::score))
                .toList();
    }

    /// Ascending.
    List<Slice> lengths() {
        List<Slice> slices = new ArrayList<>();
        for (int i = 0; i < byLength.length; i++) {
            if (byLength[i] != null) {
                String from = i == 0 ? "1" : String.valueOf(LENGTHS[i - 1] + 1);
                String to = i == LENGTHS.length ? "" : String.valueOf(LENGTHS[i]);
                slices.add(slice(from + "–" + to, byLength[i]));
            }
        }
        return slices;
    }

    private static Slice slice(String name, Part part) {
        double mean = part.sum / part.count;
        return new Slice(name, part.count, mean, Interval.ofMean(mean, part.count));
    }
}
