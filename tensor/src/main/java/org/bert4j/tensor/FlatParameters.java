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

    private final List<Place> places = new ArrayList<>();
    private final Tensor values;
    private final Tensor gradients;
    private final Numbers float32Gradients;

    /// Where a parameter lies.
    ///
    /// @param offset its first element in the buffers
    private record Place(Tensor parameter, long offset) {
        Tensor in(Tensor buffer) {
            return buffer.narrow(0, offset, parameter.count());
        }

        long end() {
            return offset + (parameter.count() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        }
    }

    /// Moves trainable float32 leaf tensors into common memory.
    FlatParameters(Map<String, Tensor> parameters) {
        long total = 0;
        for (Tensor parameter : parameters.values()) {
            places.add(new Place(parameter, total));
            total = places.getLast().end();
        }
        values = Tensor.zeros(total);
        gradients = Tensor.zeros(total);
        float32Gradients = Numbers.of(gradients, 0); // not to be read on a GPU
        try (var _ = Gradients.off();
                var _ = TensorScope.open()) {
            places.forEach(this::adopt);
        }
    }

    private void adopt(Place place) {
        Tensor parameter = place.parameter;
        Tensor own = place.in(values).reshape(parameter.shape());
        own.handle.copy_(parameter.handle);
        parameter.handle.set_data(own.handle);
        Tensor gradient = place.in(gradients).reshape(parameter.shape());
        gradient.handle.retainReference(); // whatever scope is open
        parameter.gradients().moveTo(gradient.handle);
    }

    /// Gradients accumulate; this starts over.
    void clearGradients() {
        try (var _ = TensorScope.open()) {
            places.forEach(place -> place.parameter.gradients().clear());
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
        places.forEach(place -> place.parameter.gradients().sum());
        return gradients;
    }

    /// Of a buffer as long as all parameters together, the part of each.
    List<Tensor> partsOf(Tensor buffer) {
        return places.stream().map(place -> place.in(buffer)).toList();
    }

    /// Every parameter in full.
    List<Stretch> all() {
        return stretches(RowUse::all);
    }

    /// The same, one by one.
    List<List<Stretch>> each() {
        try (var _ = TensorScope.open()) {
            return places.stream().map(place -> stretches(List.of(place), RowUse::all)).toList();
        }
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
            for (Place place : places) {
                RowUse rows = place.parameter.gradients().rows();
                if (rows != null) {
                    moments.forEach(moment -> rows.restore(rowsInUse(place, moment)));
                }
            }
        }
    }

    private static BitSet rowsInUse(Place table, Tensor moment) {
        var rows = table.in(moment).reshape(table.parameter.shape()).handle;
        long[] any = new Tensor(rows.ne(Tensor.zeros().handle).any(1)).toLongs();
        BitSet used = new BitSet();
        for (int row = 0; row < any.length; row++) {
            used.set(row, any[row] != 0);
        }
        return used;
    }

    private List<Stretch> stretches(Function<RowUse, BitSet> rows) {
        try (var _ = TensorScope.open()) {
            return stretches(places, rows);
        }
    }

    private List<Stretch> stretches(List<Place> some, Function<RowUse, BitSet> rows) {
        List<Stretch> found = new ArrayList<>();
        some.forEach(place -> add(found, place, rows));
        return found;
    }

    private void add(List<Stretch> found, Place place, Function<RowUse, BitSet> rows) {
        ParameterGradient gradient = place.parameter.gradients();
        Tensor ofCopy = gradient.ofCopy();
        if (ofCopy != null) {
            Numbers numbers = Numbers.of(ofCopy, place.offset);
            found.add(new Stretch(place.offset, place.offset + ofCopy.count(), numbers));
            return;
        }
        gradient.sum(); // now it lies in our buffer
        if (gradient.rows() == null) {
            join(found, stretch(place.offset, place.end()));
        } else {
            addRows(found, place.parameter, place.offset, rows.apply(gradient.rows()));
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
        places.forEach(place -> place.parameter.changed());
    }

    Tensor values() {
        return values;
    }

    /// Ends the life of the buffers. The parameters keep their memory: libtorch counts its users.
    void free() {
        places.forEach(place -> place.parameter.gradients().leaveHome());
        values.free();
        gradients.free();
    }
}
