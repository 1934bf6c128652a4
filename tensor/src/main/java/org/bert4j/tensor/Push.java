package org.bert4j.tensor;

import org.bytedeco.pytorch.Scalar;

import java.util.stream.IntStream;

/// A table whose rows are pushed for a while to where a loss is worse; closing puts back the very bits that stood there.
public final class Push implements AutoCloseable {
    private final Tensor table;
    private final Tensor rows;
    private final Tensor before;

    private Push(Tensor table, Tensor rows, Tensor before) {
        this.table = table;
        this.rows = rows;
        this.before = before;
    }

    /// Pushes along the gradient.
    ///
    /// @param table  `[rows, width]`, with a gradient
    /// @param length of the whole push, by the Euclidean norm
    public static Push along(Tensor table, double length) {
        try (var _ = Gradients.off()) {
            Tensor rows = Tensor.of(rowsWithGradient(table));
            try (var _ = TensorScope.open()) {
                var gradient = table.gradients().sum().index_select(0, rows.handle);
                double norm = gradient.norm().item_double();
                Tensor before = new Tensor(table.handle.index_select(0, rows.handle));
                before.handle.retainReference(); // whatever scope is open
                if (norm > 0) {
                    table.handle.index_add_(0, rows.handle, gradient, new Scalar(length / norm));
                    table.changed();
                }
                return new Push(table, rows, before);
            }
        }
    }

    private static int[] rowsWithGradient(Tensor table) {
        RowUse use = table.gradients().rows();
        return use == null
                ? IntStream.range(0, (int) table.size(0)).toArray()
                : use.now().stream().toArray();
    }

    @Override
    public void close() {
        try (var _ = Gradients.off();
                var _ = TensorScope.open()) {
            table.handle.index_copy_(0, rows.handle, before.handle);
            table.changed();
        }
        before.free();
        rows.free();
    }
}
