package org.bert4j.tensor;

/// The number format of matrix products. Parameters, gradients, optimizer state and losses are float32 in either.
public enum Precision {
    FP32(ElementType.F32),
    /// Mixed precision: what flows through the layers, and copies of their weights, are bfloat16.
    BF16(ElementType.BF16);

    private static final ThreadLocal<Precision> CURRENT = ThreadLocal.withInitial(() -> FP32);

    private final ElementType type;

    Precision(ElementType type) {
        this.type = type;
    }

    /// The number format of what flows through the layers.
    public ElementType type() {
        return type;
    }

    /// The one that is open on this thread; [#FP32] if none is.
    public static Precision current() {
        return CURRENT.get();
    }

    /// Opens this precision for the current platform thread; close it on the same thread.
    public Mode open() {
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
