package org.bert4j.tensor;

import java.util.stream.BaseStream;

/// What threads must know of libtorch.
///
/// It keeps gradient mode, mixed precision and our scopes per operating system thread: a guard that is closed on
/// another thread, or two virtual threads on one carrier, would silently switch gradients off for somebody else.
final class Threads {
    private Threads() {}

    /// Work in Java is shared among threads as libtorch's is: not at all if it is held to one ([LibTorch#threads]). With
    /// processes side by side, one thread each, a second one of Java's would wait for a processor, and all for it.
    static <S extends BaseStream<?, S>> S share(S work) {
        return LibTorch.threads() > 1 ? work.parallel() : work;
    }

    static Thread requirePlatformThread() {
        Thread current = Thread.currentThread();
        if (current.isVirtual()) {
            throw new TensorException(
                    "Tensors need a platform thread, and this is a virtual one; hand the work to an"
                            + " executor of platform threads");
        }
        return current;
    }

    static void requireOwner(Thread owner, String what) {
        if (Thread.currentThread() != owner) {
            throw new TensorException(
                    "%s was opened on thread \"%s\" and used on \"%s\"; open and close it on one thread"
                            .formatted(what, owner.getName(), Thread.currentThread().getName()));
        }
    }
}
