package org.bert4j.tensor;

import org.bytedeco.javacpp.PointerScope;

/// The lifetime of temporaries: every tensor made on this thread while a scope is open is freed when it closes.
///
/// Whoever runs a loop opens a scope per turn; layers, heads and losses never do. Plain Java values leave a scope; a
/// tensor leaves only through [#keep]. A scope belongs to the platform thread that opened it.
public final class TensorScope implements AutoCloseable {
    private final Thread owner = Threads.requirePlatformThread();
    private final PointerScope scope;

    private TensorScope() {
        LibTorch.load();
        scope = new PointerScope();
    }

    public static TensorScope open() {
        return new TensorScope();
    }

    /// Lets a tensor outlive this scope: from now on it lives until [Tensor#free].
    public Tensor keep(Tensor tensor) {
        Threads.requireOwner(owner, "TensorScope");
        tensor.handle.retainReference();
        return tensor;
    }

    @Override
    public void close() {
        Threads.requireOwner(owner, "TensorScope");
        scope.close();
    }
}
