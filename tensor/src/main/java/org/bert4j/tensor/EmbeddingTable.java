package org.bert4j.tensor;

import java.util.LinkedHashMap;
import java.util.Map;

/// A trained table of which a batch needs few rows: only these take part in the way back and in the update, so a large
/// vocabulary costs what is used of it.
///
/// Whoever needs the whole table in a product (a masked LM's decoder) takes it through [Weight].
public final class EmbeddingTable {
    private final Tensor table;

    /// @param table `[rows, width]`
    public EmbeddingTable(Tensor table) {
        this.table = table;
        table.gradients().countRows();
    }

    /// @param ids each below the number of rows
    /// @return    `[ids, width]`, float32
    public Tensor rows(int[] ids) {
        if (!Gradients.areOn() || !table.isTrainable()) {
            return table.rows(Tensor.of(ids));
        }
        Map<Integer, Integer> places = new LinkedHashMap<>();
        int[] placed = new int[ids.length];
        for (int i = 0; i < ids.length; i++) {
            placed[i] = places.computeIfAbsent(ids[i], _ -> places.size());
        }
        int[] distinct = places.keySet().stream().mapToInt(Integer::intValue).toArray();
        UsedRows used = new UsedRows(table, distinct);
        Gradients.expect(used);
        return used.values.rows(Tensor.of(placed));
    }

    /// The rows of one batch.
    private static final class UsedRows implements GradientSource {
        private final Tensor table;
        private final int[] ids; // distinct
        private final Tensor numbers;
        private final Tensor values; // [ids, width]

        UsedRows(Tensor table, int[] ids) {
            this.table = table;
            this.ids = ids;
            numbers = Tensor.of(ids);
            try (var _ = Gradients.off()) {
                values = table.rows(numbers);
            }
            values.trainable(true);
        }

        @Override
        public void passOn() {
            if (values.handle.isNull() || !values.handle.grad().defined()) {
                return; // of a batch without a way back
            }
            table.gradients().add(ids, numbers, values.handle.grad());
        }
    }
}
