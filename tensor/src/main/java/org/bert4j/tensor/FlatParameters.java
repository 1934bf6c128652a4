package org.bert4j.tensor;

import java.util.Map;

/// Parameters that are trained alike, moved next to each other into one buffer, with another for their gradients: so
/// clearing, clipping and an optimizer's update are a few operations over everything, whatever the number of layers.
///
/// The tensors stay the same objects for the layers that hold them; only their memory moves. Each begins at a multiple
/// of 64 bytes; the gaps hold zeros and stay so.
public final class FlatParameters {
    private static final long ALIGNMENT = 16; // float32 elements

    private final Tensor values;
    private final Tensor gradients;

    /// Moves trainable float32 leaf tensors into common memory.
    public FlatParameters(Map<String, Tensor> parameters) {
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
    public void clearGradients() {
        gradients.handle.zero_();
    }

    Tensor values() {
        return values;
    }

    Tensor gradients() {
        return gradients;
    }

    /// Ends the life of the buffers. The parameters keep their memory: libtorch counts its users.
    public void free() {
        values.free();
        gradients.free();
    }
}
