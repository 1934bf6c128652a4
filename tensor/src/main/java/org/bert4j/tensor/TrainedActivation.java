package org.bert4j.tensor;

import java.lang.foreign.MemorySegment;

/// An activation whose slope will be asked for.
record TrainedActivation(ElementType type, long count, FixedWeight.Activation activation) {
    private record Output(TrainedActivation of) implements Primitive.Shapes {
        @Override
        public MemorySegment describe(Preparation making) {
            MemorySegment values = making.shape(of.type, of.count);
            return making.activation(values, of.activation.number());
        }
    }

    private record Back(TrainedActivation of) implements Primitive.Shapes {
        @Override
        public MemorySegment describe(Preparation making) {
            MemorySegment values = making.shape(of.type, of.count);
            return making.activationBack(values, of.activation.number());
        }
    }

    static TrainedActivation of(Tensor input, FixedWeight.Activation activation) {
        return new TrainedActivation(input.type(), input.count(), activation);
    }

    Tensor output(Tensor input) {
        Tensor output = Tensor.forResult(type, input.shape());
        Primitive.of(new Output(this)).run(input.address(), output.address());
        return output;
    }

    Tensor gradientOfInput(Tensor gradient, Tensor input) {
        Tensor found = Tensor.forResult(type, input.shape());
        Primitive.of(new Back(this)).run(input.address(), gradient.address(), found.address());
        return found;
    }
}
