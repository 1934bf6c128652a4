package org.bert4j.tensor;

import java.lang.foreign.MemorySegment;

/// The product of two tensors, element by element.
record ElementProduct(ElementType type, long count) implements Primitive.Shapes {
    @Override
    public MemorySegment describe(Preparation making) {
        MemorySegment values = making.shape(type, count);
        return making.elementProduct(values);
    }

    /// @param second like the first
    static Tensor of(Tensor first, Tensor second) {
        Tensor product = Tensor.forResult(first.type(), first.shape());
        Primitive.of(new ElementProduct(first.type(), first.count()))
                .run(first.address(), second.address(), product.address());
        return product;
    }
}
