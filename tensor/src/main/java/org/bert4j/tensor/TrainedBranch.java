package org.bert4j.tensor;

import org.bert4j.tensor.StridedProduct.Matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Products of two narrow matrices beside layers that are computed as one ([Tape#addLowRank]).
final class TrainedBranch {
    private final Tensor input; // [rows, in]
    private final Weight downs;
    private final Tensor down; // [parts * rank, in]
    private final double scale;
    private final Tensor narrow; // [rows, parts * rank]: scale * input x down^T
    private final List<Part> parts = new ArrayList<>();
    private final ElementType type;
    private final long rows;
    private final long in;
    private final long out; // of one layer
    private final long rank;
    private final long narrowWidth;
    private final long width; // of the product

    /// @param up     `[out, rank]`
    /// @param layer  beside which it stands
    /// @param number among those that are there
    private record Part(Weight up, Tensor values, long layer, long number) {}

    TrainedBranch(
            Tensor product, Tensor input, Weight down, List<Optional<Weight>> up, double scale) {
        this.input = input;
        this.downs = down;
        this.scale = scale;
        type = input.type();
        this.down = down.as(type);
        rows = input.size(0);
        in = input.size(1);
        width = product.size(1);
        out = width / up.size();
        for (int layer = 0; layer < up.size(); layer++) {
            if (up.get(layer).isPresent()) {
                Weight one = up.get(layer).get();
                parts.add(new Part(one, one.as(type), layer, parts.size()));
            }
        }
        narrowWidth = this.down.size(0);
        rank = narrowWidth / parts.size();
        narrow = Tensor.forResult(type, rows, narrowWidth);
        new StridedProduct(
                        type,
                        whole(in),
                        downMatrix().transposed(),
                        whole(narrowWidth),
                        scale,
                        false)
                .run(input.address(), this.down.address(), narrow.address());
        parts.forEach(part -> addTo(product, part));
    }

    private void addTo(Tensor product, Part part) {
        new StridedProduct(type, ofPart(), upMatrix().transposed(), ofLayer(), 1, true)
                .run(narrow(narrow, part), part.values.address(), wide(product, part));
    }

    /// @param gradient of the product
    /// @return         of the input
    Tensor goBack(Tensor gradient) {
        Tensor ofNarrow = Tensor.forResult(type, rows, narrowWidth);
        for (Part part : parts) {
            new StridedProduct(type, ofLayer(), upMatrix(), ofPart(), scale, false)
                    .run(wide(gradient, part), part.values.address(), narrow(ofNarrow, part));
            Tensor ofUp = Tensor.forResult(type, out, rank);
            new StridedProduct(type, ofLayer().transposed(), ofPart(), upMatrix(), 1, false)
                    .run(wide(gradient, part), narrow(narrow, part), ofUp.address());
            part.up.learn(ofUp);
        }
        Tensor ofDown = Tensor.forResult(type, narrowWidth, in);
        new StridedProduct(type, whole(narrowWidth).transposed(), whole(in), downMatrix(), 1, false)
                .run(ofNarrow.address(), input.address(), ofDown.address());
        downs.learn(ofDown);
        Tensor ofInput = Tensor.forResult(type, rows, in);
        new StridedProduct(type, whole(narrowWidth), downMatrix(), whole(in), 1, false)
                .run(ofNarrow.address(), down.address(), ofInput.address());
        return ofInput;
    }

    private Matrix whole(long columns) {
        return Matrix.of(rows, columns, columns);
    }

    private Matrix downMatrix() {
        return Matrix.of(narrowWidth, in, in);
    }

    private Matrix upMatrix() {
        return Matrix.of(out, rank, rank);
    }

    /// The columns of one part in what is narrow.
    private Matrix ofPart() {
        return Matrix.of(rows, rank, narrowWidth);
    }

    /// The columns of one layer in the product.
    private Matrix ofLayer() {
        return Matrix.of(rows, out, width);
    }

    /// Where the columns of a part begin in what is narrow.
    private long narrow(Tensor lines, Part part) {
        return lines.address() + part.number * rank * type.bytes();
    }

    /// Where the columns of its layer begin in the product.
    private long wide(Tensor lines, Part part) {
        return lines.address() + part.layer * out * type.bytes();
    }

    Tensor saved() {
        return narrow;
    }
}
