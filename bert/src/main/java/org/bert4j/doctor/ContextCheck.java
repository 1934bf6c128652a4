package org.bert4j.doctor;

import org.bert4j.dataset.TextHash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Looks for contexts of development questions that are in the training data, where other questions are asked about them.
final class ContextCheck implements Check {
    private final Map<Long, Integer> contexts = new HashMap<>(); // to train on, with a first row
    private final List<int[]> shared = new ArrayList<>();
    private int dev;

    @Override
    public void add(int row, Specimen specimen) {
        long context = TextHash.ofStripped(specimen.texts().getLast());
        if (!specimen.isDev()) {
            contexts.putIfAbsent(context, row);
            return;
        }
        dev++;
        if (contexts.containsKey(context)) {
            shared.add(new int[] {contexts.get(context), row});
        }
    }

    @Override
    public List<Finding> findings() {
        if (shared.isEmpty()) {
            return List.of();
        }
        return List.of(
                Finding.serious(
                        "shared-context",
                        String.format(
                                Locale.ROOT,
                                "%,d of %,d development questions are about contexts of the"
                                        + " training data",
                                shared.size(),
                                dev),
                        "the model has read these texts, so the scores flatter",
                        "part the data by context, as finetune does where there is no --dev",
                        shared));
    }
}
