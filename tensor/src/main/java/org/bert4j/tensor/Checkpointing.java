package org.bert4j.tensor;

import java.util.function.Supplier;

/// Gradient checkpointing (Chen et al. 2016, "Training Deep Nets with Sublinear Memory Cost"): of a part of a computation
/// only the result is kept, and the way back computes the part once more. It takes time and saves memory; gradients stay
/// the same, bit for bit.
///
/// ```java
/// try (var _ = Checkpointing.open(true)) {
///     hidden = Checkpointing.part(() -> layer.forward(input), () -> layer.forward(input));
/// }
/// ```
public final class Checkpointing implements AutoCloseable {
    private static final ThreadLocal<Boolean> OPEN = ThreadLocal.withInitial(() -> false);

    private final Thread owner = Threads.requirePlatformThread();
    private final boolean before = OPEN.get();

    private Checkpointing(boolean on) {
        OPEN.set(on);
    }

    /// Until this is closed, on the same platform thread, [#part] keeps results only.
    ///
    /// @param wanted false: for callers that leave it to an option
    public static Checkpointing open(boolean wanted) {
        return new Checkpointing(wanted);
    }

    /// Is it open, and is there a way back to save memory for?
    public static boolean isOn() {
        return OPEN.get() && Gradients.areOn();
    }

    /// A part of a computation of which the result is kept only.
    ///
    /// @param forward the computation; what it makes is freed, but for the result
    /// @param again   the very same: with random numbers that begin where those of the first began
    public static Tensor part(Supplier<Tensor> forward, Supplier<Tensor> again) {
        int before = Gradients.parts();
        Tensor kept;
        try (TensorScope scope = TensorScope.open()) {
            kept = scope.keep(Tensor.create("checkpoint", forward.get().handle::detach));
        }
        Gradients.forgetFrom(before); // what this part is made of
        Tensor result = Tensor.create("checkpoint", kept.handle::detach); // of the scope outside
        kept.free();
        result.trainable(true);
        Precision precision = Precision.current();
        Gradients.comeBack(result, gradient -> goBack(gradient, precision, again));
        return result;
    }

    private static void goBack(Tensor gradient, Precision precision, Supplier<Tensor> again) {
        int before = Gradients.parts();
        Gradients.passOn(recomputed(precision, again), gradient);
        Gradients.comeBackTo(before);
    }

    private static Tensor recomputed(Precision precision, Supplier<Tensor> again) {
        try (var _ = precision.open()) {
            return again.get();
        }
    }

    @Override
    public void close() {
        Threads.requireOwner(owner, "Checkpointing");
        OPEN.set(before);
    }
}
