package org.bert4j.tensor;

import java.lang.foreign.MemorySegment;

/// [Tensor#layerNorm] without a way back.
record LayerNormalization(ElementType type, long rows, long width, double epsilon)
        implements Primitive.Shapes {
    static Tensor of(Tensor input, Tensor weight, Tensor bias, double epsilon) {
        long width = weight.count();
        var shapes = new LayerNormalization(input.type(), input.count() / width, width, epsilon);
        Tensor plain = input.contiguous();
        Tensor output = Tensor.forResult(shapes.type, input.shape());
        Primitive.of(shapes)
                .run(plain.address(), weight.address(), bias.address(), output.address());
        return output;
    }

    @Override
    public MemorySegment describe(Preparation making) {
        MemorySegment values = making.shape(type, rows, width);
        MemorySegment vector = making.shape(ElementType.F32, width);
        return making.layerNorm(values, vector, epsilon);
    }
}
