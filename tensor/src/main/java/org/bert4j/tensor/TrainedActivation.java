package org.bert4j.tensor;

import static org.bert4j.tensor.Preparation.DESTINATION;
import static org.bert4j.tensor.Preparation.GRADIENT_OF_DESTINATION;
import static org.bert4j.tensor.Preparation.GRADIENT_OF_SOURCE;
import static org.bert4j.tensor.Preparation.SOURCE;

import java.lang.foreign.MemorySegment;

/// An activation whose slope will be asked for.
record TrainedActivation(ElementType type, long count, PackedWeight.Activation activation) {
    private record Output(TrainedActivation of) implements Primitive.Shapes {
        @Override
        public MemorySegment describe(Preparation making) {
            MemorySegment values = making.shape(of.type, of.count);
            making.place(SOURCE, values).place(DESTINATION, values);
            return making.activation(values, of.activation.number());
        }
    }

    private record Back(TrainedActivation of) implements Primitive.Shapes {
        @Override
        public MemorySegment describe(Preparation making) {
            MemorySegment values = making.shape(of.type, of.count);
            making.place(SOURCE, values)
                    .place(GRADIENT_OF_DESTINATION, values)
                    .place(GRADIENT_OF_SOURCE, values);
            return making.activationBack(values, of.activation.number());
        }
    }

    static TrainedActivation of(Tensor input, PackedWeight.Activation activation) {
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
