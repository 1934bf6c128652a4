package org.bert4j.doctor;

import org.bert4j.corpus.SimilarTexts;
import org.bert4j.dataset.TextHash;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Looks for development texts that are almost training texts, and for training texts that are almost the same. Exact
/// repetitions are another check's.
final class SimilarCheck implements Check, AutoCloseable {
    static final double SIMILAR = 0.8;

    private final SimilarTexts similar = new SimilarTexts(SIMILAR);
    private final Set<Long> exact = new HashSet<>();
    private final BitSet isDev = new BitSet();
    private final List<Integer> rows = new ArrayList<>(); // of the texts that are compared

    @Override
    public void add(int row, Specimen specimen) {
        String text = String.join("\n", specimen.texts());
        if (exact.add(TextHash.ofStripped(text))) {
            isDev.set(rows.size(), specimen.isDev());
            rows.add(row);
            similar.add(text);
        }
    }

    @Override
    public List<Finding> findings() {
        List<int[]> repeated = new ArrayList<>();
        List<int[]> leaked = new ArrayList<>();
        similar.find((text, earlier) -> !isDev.get(earlier))
                .forEach(
                        pair -> {
                            int row = rows.get(pair.text());
                            int earlier = rows.get(pair.earlier());
                            if (isDev.get(pair.text())) {
                                leaked.add(new int[] {earlier, row});
                            } else {
                                repeated.add(new int[] {row, earlier});
                            }
                        });
        List<Finding> findings = new ArrayList<>();
        add(
                findings,
                "near-leak",
                leaked,
                "%,d development texts are almost training texts (%.0f %% of their runs of five"
                        + " words)",
                "the model has all but seen them, so the scores flatter",
                "leave them out of the training data");
        add(
                findings,
                "near-duplicate",
                repeated,
                "%,d rows are almost an earlier one (%.0f %% of their runs of five words)",
                "they count twice",
                "leave them out if they say nothing new");
        return findings;
    }

    private static void add(
            List<Finding> findings,
            String check,
            List<int[]> cases,
            String what,
            String cost,
            String remedy) {
        if (!cases.isEmpty()) {
            cases.sort(Comparator.comparingInt(rows -> rows[0]));
            findings.add(
                    Finding.note(
                            check,
                            what.formatted(cases.size(), 100 * SIMILAR),
                            cost,
                            remedy,
                            cases));
        }
    }

    @Override
    public void close() {
        similar.close();
    }
}
