package org.bert4j.tensor;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/// Parameters that are trained alike, moved next to each other into one buffer, with another for their gradients: so
/// clearing, clipping and an optimizer's update run over long stretches of memory, whatever the number of layers.
///
/// The tensors stay the same objects for the layers that hold them; only their memory moves. Each begins at a multiple
/// of 64 bytes; the gaps hold zeros and stay so. Of an [EmbeddingTable] only the rows in use are touched.
final class FlatParameters {
    private static final long ALIGNMENT = 16; // float32 elements

    private final Map<String, Tensor> parameters;
    private final Tensor values;
    private final Tensor gradients;

    /// Moves trainable float32 leaf tensors into common memory.
    FlatParameters(Map<String, Tensor> parameters) {
        this.parameters = parameters;
        long total = parameters.values().stream().mapToLong(FlatParameters::padded).sum();
        values = Tensor.zeros(total);
        gradients = Tensor.zeros(total);
        try (var _ = Gradients.off();
                var _ = TensorScope.open()) {
            long offset = 0;
            for (Tensor parameter : parameters.values()) {
                adopt(parameter, offset);
                offset += padded(parameter);
            }
        }
    }

    private void adopt(Tensor parameter, long offset) {
        long[] shape = parameter.shape();
        Tensor place = values.narrow(0, offset, parameter.count()).reshape(shape);
        place.handle.copy_(parameter.handle);
        parameter.handle.set_data(place.handle);
        Tensor gradient = gradients.narrow(0, offset, parameter.count()).reshape(shape);
        parameter.handle.mutable_grad().put(gradient.handle);
    }

    private static long padded(Tensor parameter) {
        return (parameter.count() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /// Gradients accumulate; this starts over.
    void clearGradients() {
        MemorySegment memory = gradients.stored("gradients").data();
        withGradients().forEach(stretch -> stretch.clear(memory));
        parameters.values().stream()
                .map(Tensor::rowUse)
                .filter(Objects::nonNull)
                .forEach(RowUse::clear);
    }

    /// The sum of the squares of all gradients.
    double squaredGradientNorm() {
        return SquaredSum.of(gradients.stored("gradients").data(), withGradients());
    }

    /// Every parameter in full.
    List<Stretch> all() {
        return List.of(new Stretch(0, values.count()));
    }

    /// Where gradients may be other than zero.
    private List<Stretch> withGradients() {
        return stretches(RowUse::now);
    }

    /// Where an update may change something: gradients or moments may be other than zero.
    List<Stretch> inMotion() {
        return stretches(RowUse::ever);
    }

    /// Rows whose moments are other than zero take part from now on.
    ///
    /// @param moments as long as all parameters together
    void restoreRows(List<Tensor> moments) {
        try (var _ = TensorScope.open()) {
            long offset = 0;
            for (Tensor parameter : parameters.values()) {
                if (parameter.rowUse() != null) {
                    for (Tensor moment : moments) {
                        parameter.rowUse().restore(rowsInUse(parameter, moment, offset));
                    }
                }
                offset += padded(parameter);
            }
        }
    }

    private static BitSet rowsInUse(Tensor table, Tensor moment, long offset) {
        var rows = moment.narrow(0, offset, table.count()).reshape(table.shape()).handle;
        long[] any = new Tensor(rows.ne(Tensor.zeros().handle).any(1)).toLongs();
        BitSet used = new BitSet();
        for (int row = 0; row < any.length; row++) {
            used.set(row, any[row] != 0);
        }
        return used;
    }

    private List<Stretch> stretches(Function<RowUse, BitSet> rows) {
        List<Stretch> found = new ArrayList<>();
        long offset = 0;
        for (Tensor parameter : parameters.values()) {
            if (parameter.rowUse() == null) {
                join(found, new Stretch(offset, offset + padded(parameter)));
            } else {
                addRows(found, parameter, offset, rows.apply(parameter.rowUse()));
            }
            offset += padded(parameter);
        }
        return found;
    }

    private static void addRows(List<Stretch> found, Tensor table, long offset, BitSet rows) {
        long width = table.size(1);
        int from = rows.nextSetBit(0);
        while (from >= 0) {
            int to = rows.nextClearBit(from);
            join(found, new Stretch(offset + from * width, offset + to * width));
            from = rows.nextSetBit(to);
        }
    }

    private static void join(List<Stretch> found, Stretch next) {
        if (!found.isEmpty() && found.getLast().to() == next.from()) {
            found.add(new Stretch(found.removeLast().from(), next.to()));
        } else {
            found.add(next);
        }
    }

    /// The values were changed in place.
    void changed() {
        parameters.values().forEach(Tensor::changed);
    }

    Tensor values() {
        return values;
    }

    Tensor gradients() {
        return gradients;
    }

    /// Ends the life of the buffers. The parameters keep their memory: libtorch counts its users.
    void free() {
        values.free();
        gradients.free();
    }
}
