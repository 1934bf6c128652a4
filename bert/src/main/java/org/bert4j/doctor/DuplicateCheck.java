package org.bert4j.doctor;

import org.bert4j.dataset.TextHash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Looks for texts that occur twice: in the training data, with two labels, and in the development data.
final class DuplicateCheck implements Check {
    private final Map<Long, First> seen = new HashMap<>();
    private final List<int[]> repeated = new ArrayList<>();
    private final List<int[]> contradictory = new ArrayList<>();
    private final List<int[]> leaked = new ArrayList<>();
    private int train;
    private int dev;

    /// Where a text stands first.
    private record First(int row, int label, boolean isDev) {}

    @Override
    public void add(int row, Specimen specimen) {
        train += specimen.isDev() ? 0 : 1;
        dev += specimen.isDev() ? 1 : 0;
        long key = TextHash.ofStripped(String.join("\u0000", specimen.texts()));
        int label = specimen.label().hashCode();
        First first = seen.putIfAbsent(key, new First(row, label, specimen.isDev()));
        if (first == null) {
            return;
        }
        if (specimen.isDev() && !first.isDev) {
            leaked.add(new int[] {first.row, row});
        }
        if (!specimen.isDev()) {
            (first.label == label ? repeated : contradictory).add(new int[] {row, first.row});
        }
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (!leaked.isEmpty()) {
            findings.add(
                    Finding.serious(
                            "leak",
                            "%,d of %,d development examples (%s) are also in the training data"
                                    .formatted(leaked.size(), dev, percent(leaked.size(), dev)),
                            "the model knows their answers by heart, so the scores flatter",
                            "leave them out of the training data",
                            leaked));
        }
        if (!contradictory.isEmpty()) {
            findings.add(
                    Finding.serious(
                            "contradiction",
                            "%,d rows repeat a text with another label"
                                    .formatted(contradictory.size()),
                            "one of the two must be wrong; about %s of the training data cannot be"
                                            .formatted(percent(contradictory.size(), train))
                                    + " learnt",
                            "decide which is right, and leave the others out",
                            contradictory));
        }
        if (!repeated.isEmpty()) {
            findings.add(
                    Finding.note(
                            "duplicate",
                            "%,d of %,d rows (%s) repeat an earlier one"
                                    .formatted(
                                            repeated.size(),
                                            train,
                                            percent(repeated.size(), train)),
                            "they count twice; and without --dev, none of them is held out alone",
                            "leave them out",
                            repeated));
        }
        return findings;
    }

    private static String percent(int part, int whole) {
        return String.format(Locale.ROOT, "%.1f %%", 100.0 * part / Math.max(1, whole));
    }
}
