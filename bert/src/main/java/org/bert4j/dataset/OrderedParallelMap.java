package org.bert4j.dataset;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Applies a function to each input on several threads, and gives the results in the order of the
/// inputs.
///
/// Inputs are fetched on the calling thread, and only a few ahead of the consumer. An exception of
/// the input or of the function reaches the consumer as it was thrown.
public final class OrderedParallelMap<A, B> implements Iterator<B>, AutoCloseable {
    private static final int AHEAD_PER_THREAD = 8;

    private final Iterator<A> inputs;
    private final Function<A, B> function;
    private final int ahead;
    private final ExecutorService threads;
    private final Queue<Future<B>> running = new ArrayDeque<>();

    public OrderedParallelMap(Iterator<A> inputs, Function<A, B> function, int threads) {
        this.inputs = inputs;
        this.function = function;
        this.ahead = AHEAD_PER_THREAD * threads;
        this.threads =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().daemon().name("preparing-", 1).factory());
    }

    @Override
    public boolean hasNext() {
        return !running.isEmpty() || inputs.hasNext();
    }

    @Override
    public B next() {
        while (running.size() < ahead && inputs.hasNext()) {
            A input = inputs.next();
            running.add(threads.submit(() -> function.apply(input)));
        }
        return result(running.remove());
    }

    private B result(Future<B> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause(); // a Function throws nothing else
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while data were prepared.");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
