package org.bert4j.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

class ThreadsTest {
    static Stream<AutoCloseable> guards() {
        return Stream.of(TensorScope.open(), Precision.BF16.open(), Gradients.off());
    }

    @ParameterizedTest
    @MethodSource("guards")
    void aGuardClosesOnTheThreadThatOpenedItOnly(AutoCloseable guard) throws Exception {
        Throwable failure = failureOn(command -> Thread.ofPlatform().start(command), guard);
        assertInstanceOf(TensorException.class, failure);
        assertTrue(failure.getMessage().contains("open and close it on one thread"));
        guard.close();
    }

    @Test
    void virtualThreadsAreRefused() {
        Throwable failure =
                failureOn(command -> Thread.ofVirtual().start(command), () -> Tensor.zeros(1));
        assertInstanceOf(TensorException.class, failure);
        assertTrue(failure.getMessage().startsWith("Tensors need a platform thread"));
    }

    @Test
    void gradientsStayOnForOtherThreads() throws Exception {
        try (var _ = Gradients.off()) {
            double gradient =
                    CompletableFuture.supplyAsync(
                                    ThreadsTest::derivativeOfSquareAtThree,
                                    command -> Thread.ofPlatform().start(command))
                            .get();
            assertEquals(6, gradient);
        }
    }

    private static double derivativeOfSquareAtThree() {
        try (var _ = TensorScope.open()) {
            Tensor x = Tensor.of(new float[] {3}, 1).trainable(true);
            Gradients.backward(x.times(x).sum());
            return x.gradient().item();
        }
    }

    private static Throwable failureOn(Executor thread, AutoCloseable action) {
        CompletableFuture<Void> result =
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                action.close();
                            } catch (RuntimeException e) {
                                throw e;
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        },
                        thread);
        return assertThrows(ExecutionException.class, result::get).getCause();
    }
}
