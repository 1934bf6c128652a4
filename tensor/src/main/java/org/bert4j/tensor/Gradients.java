package org.bert4j.tensor;

import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.TensorArrayRefOptional;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/// Reverse-mode differentiation: switching it off, and running it.
public final class Gradients {
    /// What the computations of this thread used in the place of parameters since the last way back.
    private static final ThreadLocal<Set<GradientSource>> EXPECTED =
            ThreadLocal.withInitial(LinkedHashSet::new);

    /// Parts of these computations that libtorch does not know, in the order in which they were computed.
    private static final ThreadLocal<Deque<Runnable>> PARTS =
            ThreadLocal.withInitial(ArrayDeque::new);

    private Gradients() {}

    /// Adds the derivative of a scalar loss to the gradient of every parameter it was computed from.
    public static void backward(Tensor loss) {
        Threads.requirePlatformThread();
        Set<GradientSource> sources = EXPECTED.get();
        try {
            loss.handle.backward();
            comeBackTo(0);
            sources.forEach(GradientSource::passOn);
        } catch (RuntimeException e) {
            throw TensorException.of("backward", e, loss);
        } finally {
            sources.clear();
            PARTS.get().clear();
        }
    }

    /// Are computations remembered, so that [#backward] can be called?
    public static boolean areOn() {
        LibTorch.load();
        return GradMode.is_enabled();
    }

    /// After the next way back, this source passes its gradient on.
    static void expect(GradientSource source) {
        if (areOn()) {
            EXPECTED.get().add(source);
        }
    }

    /// The next way back comes by here, after all that is computed later, if the result took part in the loss.
    ///
    /// @param result a leaf for libtorch
    /// @param part   takes its gradient, in a scope of its own, and hands that of its beginning to [#passOn]
    static void comeBack(Tensor result, Consumer<Tensor> part) {
        PARTS.get().addLast(() -> goBack(result, part));
    }

    private static void goBack(Tensor result, Consumer<Tensor> part) {
        if (result.handle.isNull()) {
            return; // of a computation without a way back
        }
        try (var _ = TensorScope.open()) {
            var gradient = result.handle.grad();
            if (gradient.defined()) {
                part.accept(new Tensor(gradient));
            }
        }
    }

    /// Lets libtorch go back from here.
    static void passOn(Tensor from, Tensor gradient) {
        from.handle.backward(
                gradient.handle, new BoolOptional(), false, new TensorArrayRefOptional());
    }

    /// How many parts the next way back comes by.
    static int parts() {
        return PARTS.get().size();
    }

    /// Goes back through the last parts.
    ///
    /// @param first of them
    static void comeBackTo(int first) {
        while (parts() > first) {
            PARTS.get().removeLast().run();
        }
    }

    /// Forgets the last parts.
    ///
    /// @param first of them
    static void forgetFrom(int first) {
        while (parts() > first) {
            PARTS.get().removeLast();
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
