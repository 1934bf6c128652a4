package org.bert4j.report;

import org.bert4j.metric.Interval;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How good the answers are in parts of the data: by label, by length, by any column.
public final class Slices {
    /// Ends of the parts, in characters; the last part has none.
    private static final int[] LENGTHS = {25, 50, 100, 200, 400, 800, 1600};

    private static final int MOST_VALUES = 40;

    private final Map<String, Map<String, Part>> byName = new LinkedHashMap<>();
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
    public record Slice(String name, int count, double score, Interval interval) {}

    /// @param values     by what the data are parted, such as `label`
    /// @param characters of the texts
    void add(Map<String, String> values, int characters, double score) {
        values.forEach(
                (name, value) ->
                        byName.computeIfAbsent(name, _ -> new TreeMap<>())
                                .computeIfAbsent(value, _ -> new Part())
                                .add(score));
        int length = 0;
        while (length < LENGTHS.length && characters > LENGTHS[length]) {
            length++;
        }
        byLength[length] = byLength[length] == null ? new Part() : byLength[length];
        byLength[length].add(score);
    }

    /// By name: the most frequent values, the worst first; lengths ascending.
    Map<String, List<Slice>> all() {
        Map<String, List<Slice>> all = new LinkedHashMap<>();
        byName.forEach((name, parts) -> all.put(name, slices(parts)));
        List<Slice> lengths = lengths();
        if (!lengths.isEmpty()) {
            all.put("length", lengths);
        }
        return all;
    }

    private static List<Slice> slices(Map<String, Part> parts) {
        return parts.entrySet().stream()
                .sorted(Comparator.comparingInt(part -> -part.getValue().count))
                .limit(MOST_VALUES)
                .map(part -> slice(part.getKey(), part.getValue()))
                .sorted(Comparator.comparingDouble(Slice::score))
                .toList();
    }

    private List<Slice> lengths() {
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
