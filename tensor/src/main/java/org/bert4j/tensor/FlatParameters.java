package org.bert4j.tensor;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Parameters that are trained alike, moved next to each other into one buffer, with another for their gradients: so
/// clearing, clipping and an optimizer's update run over long stretches of memory, whatever the number of layers.
///
/// The tensors stay the same objects for the layers that hold them; only their memory moves. Each begins at a multiple
/// of 64 bytes; the gaps hold zeros and stay so. Of an [EmbeddingTable] only the rows in use are touched, and gradients
/// that are not in float32 are read where they are ([ParameterGradient]).
final class FlatParameters {
    private static final long ALIGNMENT = 16; // float32 elements

    private final Map<String, Tensor> parameters;
    private final Tensor values;
    private final Tensor gradients;
    private final Numbers float32Gradients;

    /// Moves trainable float32 leaf tensors into common memory.
    FlatParameters(Map<String, Tensor> parameters) {
        this.parameters = parameters;
        long total = parameters.values().stream().mapToLong(FlatParameters::padded).sum();
        values = Tensor.zeros(total);
        gradients = Tensor.zeros(total);
        float32Gradients = Numbers.of(gradients, 0); // not to be read on a GPU
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
        gradient.handle.retainReference(); // whatever scope is open
        parameter.gradients().moveTo(gradient.handle);
    }

    private static long padded(Tensor parameter) {
        return (parameter.count() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    /// Gradients accumulate; this starts over.
    void clearGradients() {
        try (var _ = TensorScope.open()) {
            parameters.values().forEach(parameter -> parameter.gradients().clear());
        }
    }

    /// The sum of the squares of all gradients.
    double squaredGradientNorm() {
        if (Device.isCpu()) {
            return SquaredSum.of(stretches(RowUse::now));
        }
        try (var _ = TensorScope.open()) {
            return AdamWStep.squares(gathered().handle);
        }
    }

    /// All gradients in float32 and in one place.
    Tensor gathered() {
        parameters.values().forEach(parameter -> parameter.gradients().sum());
        return gradients;
    }

    /// Where each parameter lies: its first element and how many there are.
    List<long[]> places() {
        List<long[]> places = new ArrayList<>();
        long offset = 0;
        for (Tensor parameter : parameters.values()) {
            places.add(new long[] {offset, parameter.count()});
            offset += padded(parameter);
        }
        return places;
    }

    /// Every parameter in full.
    List<Stretch> all() {
        return stretches(RowUse::all);
    }

    /// The same, one by one.
    List<List<Stretch>> each() {
        List<List<Stretch>> found = new ArrayList<>();
        try (var _ = TensorScope.open()) {
            long offset = 0;
            for (Tensor parameter : parameters.values()) {
                List<Stretch> own = new ArrayList<>();
                add(own, parameter, offset, RowUse::all);
                found.add(own);
                offset += padded(parameter);
            }
        }
        return found;
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
                RowUse rows = parameter.gradients().rows();
                if (rows != null) {
                    for (Tensor moment : moments) {
                        rows.restore(rowsInUse(parameter, moment, offset));
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
        try (var _ = TensorScope.open()) {
            long offset = 0;
            for (Tensor parameter : parameters.values()) {
                add(found, parameter, offset, rows);
                offset += padded(parameter);
            }
        }
        return found;
    }

    private void add(
            List<Stretch> found, Tensor parameter, long offset, Function<RowUse, BitSet> rows) {
        ParameterGradient gradient = parameter.gradients();
        Tensor ofCopy = gradient.ofCopy();
        if (ofCopy != null) {
            Numbers numbers = Numbers.of(ofCopy, offset);
            found.add(new Stretch(offset, offset + parameter.count(), numbers));
            return;
        }
        gradient.sum(); // now it lies in our buffer
        if (gradient.rows() == null) {
            join(found, stretch(offset, offset + padded(parameter)));
        } else {
            addRows(found, parameter, offset, rows.apply(gradient.rows()));
        }
    }

    private void addRows(List<Stretch> found, Tensor table, long offset, BitSet rows) {
        long width = table.size(1);
        int from = rows.nextSetBit(0);
        while (from >= 0) {
            int to = rows.nextClearBit(from);
            join(found, stretch(offset + from * width, offset + to * width));
            from = rows.nextSetBit(to);
        }
    }

    private Stretch stretch(long from, long to) {
        return new Stretch(from, to, float32Gradients);
    }

    private void join(List<Stretch> found, Stretch next) {
        if (!found.isEmpty() && found.getLast().isFollowedBy(next)) {
            found.add(stretch(found.removeLast().from(), next.to()));
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

    /// Ends the life of the buffers. The parameters keep their memory: libtorch counts its users.
    void free() {
        parameters.values().forEach(parameter -> parameter.gradients().leaveHome());
        values.free();
        gradients.free();
    }
}
