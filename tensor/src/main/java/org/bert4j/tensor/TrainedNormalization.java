package org.bert4j.tensor;

import java.lang.foreign.MemorySegment;

/// A layer normalisation that is trained.
record TrainedNormalization(ElementType type, long rows, long width, double epsilon) {
    static TrainedNormalization of(Tensor input, Tensor weight, double epsilon) {
        long width = weight.count();
        return new TrainedNormalization(input.type(), input.count() / width, width, epsilon);
    }

    private record Output(TrainedNormalization of) implements Primitive.Shapes {
        @Override
        public MemorySegment describe(Preparation making) {
            MemorySegment values = making.shape(of.type, of.rows, of.width);
            MemorySegment vector = making.shape(ElementType.F32, of.width);
            MemorySegment perRow = making.shape(ElementType.F32, of.rows);
            return making.trainedLayerNorm(values, vector, perRow, of.epsilon);
        }
    }

    private record Back(TrainedNormalization of) implements Primitive.Shapes {
        @Override
        public MemorySegment describe(Preparation making) {
            MemorySegment values = making.shape(of.type, of.rows, of.width);
            MemorySegment vector = making.shape(ElementType.F32, of.width);
            MemorySegment perRow = making.shape(ElementType.F32, of.rows);
            return making.layerNormBack(values, vector, perRow, of.epsilon);
        }
    }

    /// @param mean     of each row, which the way back needs
    /// @param variance of each row
    record Normalized(Tensor output, Tensor mean, Tensor variance) {}

    Normalized output(Tensor input, Tensor weight, Tensor bias) {
        var found =
                new Normalized(
                        Tensor.forResult(type, input.shape()),
                        Tensor.forResult(ElementType.F32, rows),
                        Tensor.forResult(ElementType.F32, rows));
        Primitive.of(new Output(this))
                .run(
                        input.address(),
                        weight.address(),
                        bias.address(),
                        found.output.address(),
                        found.mean.address(),
                        found.variance.address());
        return found;
    }

    /// Those of the input, the weight and the bias.
    record GradientsOf(Tensor input, Tensor weight, Tensor bias) {}

    GradientsOf gradients(Tensor gradient, Tensor input, Tensor weight, Normalized normalized) {
        var found =
                new GradientsOf(
                        Tensor.forResult(type, input.shape()),
                        Tensor.forResult(ElementType.F32, width),
                        Tensor.forResult(ElementType.F32, width));
        Primitive.of(new Back(this))
                .run(
                        input.address(),
                        weight.address(),
                        normalized.mean.address(),
                        normalized.variance.address(),
                        gradient.address(),
                        found.input.address(),
                        found.weight.address(),
                        found.bias.address());
        return found;
    }
}
