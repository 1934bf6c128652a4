package org.bert4j.layer;

import org.bert4j.tensor.ElementType;
import org.bert4j.tensor.Tape;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.Weight;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What [Lora] adds to a [Linear]: `alpha / rank * x A^T B^T`. Of several layers that are computed as one, some may have
/// it.
final class LoraBranch {
    private final int rank;
    private final double scale;
    private final int out;
    private final Weight down; // the A of all, [branches * rank, in]
    private final List<Optional<Weight>> up; // of each layer the B, [out, rank]

    private LoraBranch(
            int rank, double scale, int out, List<Tensor> down, List<Optional<Weight>> up) {
        this.rank = rank;
        this.scale = scale;
        this.out = out;
        this.down = Weight.stacked(down.toArray(Tensor[]::new));
        this.up = up;
    }

    /// @param places of layers over the same input, each `[out, in]`
    /// @return       empty if it stands beside none
    static Optional<LoraBranch> beside(List<Parameters> places, int in, int out) {
        Optional<Lora> lora = places.stream().flatMap(place -> place.lora().stream()).findFirst();
        if (lora.isEmpty()) {
            return Optional.empty();
        }
        int rank = lora.get().rank();
        List<Tensor> down = new ArrayList<>();
        List<Optional<Weight>> up = new ArrayList<>();
        for (Parameters place : places) {
            if (place.lora().isPresent()) {
                down.add(place.matrix(Lora.DOWN.substring(1), rank, in));
                up.add(Optional.of(Weight.of(place.zeros(Lora.UP.substring(1), out, rank))));
            } else {
                up.add(Optional.empty());
            }
        }
        return Optional.of(new LoraBranch(rank, lora.get().scale(), out, down, up));
    }

    /// @param product of the layers, `[slots, layers * out]`; the sum takes its place
    /// @param input   `[slots, in]`, of the same type
    void addTo(Tensor product, Tensor input) {
        ElementType type = input.type();
        Tensor narrow = input.matmul(down.as(type).transpose(0, 1)).times(scale);
        product.add(narrow.matmul(wide(type).transpose(0, 1)));
    }

    /// The same, with a way back on the tape.
    void addTo(Tensor product, Tensor input, Tape tape) {
        tape.addLowRank(product, input, down, up, scale);
    }

    /// The B of all, each in the rows of its layer and the columns of its A; zeros elsewhere.
    ///
    /// @return `[layers * out, branches * rank]`
    private Tensor wide(ElementType type) {
        if (up.size() == 1) {
            return up.getFirst().orElseThrow().as(type);
        }
        int columns = (int) up.stream().filter(Optional::isPresent).count() * rank;
        List<Tensor> rows = new ArrayList<>();
        int before = 0;
        for (Optional<Weight> part : up) {
            if (part.isEmpty()) {
                rows.add(zeros(columns, type));
            } else {
                Tensor own = part.get().as(type);
                int after = columns - before - rank;
                rows.add(
                        Tensor.concatenate(
                                List.of(zeros(before, type), own, zeros(after, type)), 1));
                before += rank;
            }
        }
        return Tensor.concatenate(rows, 0);
    }

    private Tensor zeros(int columns, ElementType type) {
        return Tensor.zeros(out, columns).as(type);
    }
}
