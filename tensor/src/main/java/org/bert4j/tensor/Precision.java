package org.bert4j.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The number format of matrix products. Parameters, gradients, optimizer state and losses are float32 in any.
public enum Precision {
    FP32,
    /// Mixed precision: what flows through the layers, and copies of their weights, are bfloat16.
    BF16,
    /// For models that are no longer trained: the layers multiply 8-bit integers, with a scale for each output of a weight
    /// and for each token. All else is computed in bfloat16, or in float32 on a processor that does not multiply bfloat16.
    INT8;

    /// Those in which a model is trained.
    public static final List<Precision> TRAINING = List.of(FP32, BF16);

    private static final ThreadLocal<Precision> CURRENT = ThreadLocal.withInitial(() -> FP32);

    /// The number format of what flows through the layers.
    public ElementType type() {
        return switch (this) {
            case FP32 -> ElementType.F32;
            case BF16 -> ElementType.BF16;
            case INT8 -> OneDnn.isAtHomeIn(ElementType.BF16) ? ElementType.BF16 : ElementType.F32;
        };
    }

    /// The one whose products are of a number format.
    public static Precision of(ElementType type) {
        return type == ElementType.BF16 ? BF16 : FP32;
    }

    /// Whether this machine can compute in it.
    public boolean isAvailable() {
        return obstacle().isEmpty();
    }

    /// Why this machine cannot compute in it, and what to do; empty if it can.
    public Optional<String> obstacle() {
        return this != INT8 || OneDnn.isAtHomeIn(ElementType.I8)
                ? Optional.empty()
                : Optional.of(
                        "8-bit integers are multiplied by x86-64 processors with VNNI or AMX, and"
                                + " none of these computes here; use fp32 or bf16");
    }

    /// Those in which this machine can compute.
    public static List<Precision> available() {
        return Arrays.stream(values()).filter(Precision::isAvailable).toList();
    }

    /// The one that is open on this thread; [#FP32] if none is.
    public static Precision current() {
        return CURRENT.get();
    }

    /// Opens this precision for the current platform thread; close it on the same thread.
    ///
    /// @throws TensorException if it is not [#isAvailable]
    public Mode open() {
        obstacle()
                .ifPresent(
                        why -> {
                            throw new TensorException(why);
                        });
        return new Mode(this);
    }

    /// An open precision; closing it restores the one before.
    public static final class Mode implements AutoCloseable {
        private final Thread owner = Threads.requirePlatformThread();
        private final Precision before = CURRENT.get();

        private Mode(Precision precision) {
            CURRENT.set(precision);
        }

        @Override
        public void close() {
            Threads.requireOwner(owner, "Precision");
            CURRENT.set(before);
        }
    }
}
