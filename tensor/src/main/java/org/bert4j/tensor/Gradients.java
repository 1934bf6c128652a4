package org.bert4j.tensor;

import org.bytedeco.pytorch.GradMode;

/// Reverse-mode differentiation: switching it off, and running it.
public final class Gradients {
    private Gradients() {}

    /// Adds the derivative of a scalar loss to the gradient of every parameter it was computed from.
    public static void backward(Tensor loss) {
        Threads.requirePlatformThread();
        try {
            loss.handle.backward();
        } catch (RuntimeException e) {
            throw TensorException.of("backward", e, loss);
        }
    }

    /// Nothing computed until this is closed remembers how it was computed: for evaluation and prediction.
    public static NoGradients off() {
        return new NoGradients();
    }

    /// Gradients switched off on one platform thread.
    public static final class NoGradients implements AutoCloseable {
        private final Thread owner = Threads.requirePlatformThread();
        private final boolean before;

        private NoGradients() {
            LibTorch.load();
            before = GradMode.is_enabled();
            GradMode.set_enabled(false);
        }

        @Override
        public void close() {
            Threads.requireOwner(owner, "Gradients.off()");
            GradMode.set_enabled(before);
        }
    }
}
