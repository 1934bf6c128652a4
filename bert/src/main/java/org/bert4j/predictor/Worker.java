package org.bert4j.predictor;

import org.bert4j.tensor.Precision;
import org.bert4j.tokenizer.BadInputException;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// The one platform thread on which a predictor computes: tensors' scopes belong to a thread, and callers may be virtual
/// ones.
final class Worker implements AutoCloseable {
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("bert4j-predictor").daemon().factory());

    /// Opens a predictor on a new worker, which ends again if that fails: weights are tensors, too.
    static <P> P open(Function<Worker, P> opening) {
        Worker worker = new Worker();
        try {
            return worker.call(() -> opening.apply(worker));
        } catch (RuntimeException e) {
            worker.close();
            throw e;
        }
    }

    /// The same for one that computes in a certain precision.
    ///
    /// @throws BadInputException if this machine cannot
    static <P> P open(Precision precision, Function<Worker, P> opening) {
        precision
                .obstacle()
                .ifPresent(
                        why -> {
                            throw new BadInputException(why);
                        });
        return open(opening);
    }

    /// Waits for the result; problems of the work are thrown here.
    <T> T call(Callable<T> work) {
        try {
            return thread.submit(work).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for an answer", e);
        }
    }

    @Override
    public void close() {
        thread.close();
    }
}
