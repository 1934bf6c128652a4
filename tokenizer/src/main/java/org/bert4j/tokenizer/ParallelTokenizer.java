package org.bert4j.tokenizer;

import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Many texts at once: every thread takes the next text that nobody has, and has a buffer of its
/// own.
final class ParallelTokenizer {
    private final BertTokenizer tokenizer;
    private final String[] texts;
    private final Tokens[] results;
    private final AtomicInteger next = new AtomicInteger();

    ParallelTokenizer(BertTokenizer tokenizer, List<String> texts) {
        this.tokenizer = tokenizer;
        this.texts = texts.toArray(String[]::new);
        this.results = new Tokens[this.texts.length];
    }

    List<Tokens> tokenize(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "Tokenizing on %d threads is impossible; give 1 or more.".formatted(threads));
        }
        int helpful = Math.min(threads, texts.length);
        if (helpful <= 1) {
            work();
            return List.of(results);
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(helpful)) {
            Callable<Object> worker = Executors.callable(this::work);
            for (Future<Object> done : pool.invokeAll(Collections.nCopies(helpful, worker))) {
                done.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause(); // work() throws nothing else
        } catch (InterruptedException _) {
            next.set(texts.length); // the others stop after the text they are at
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while texts were tokenized.");
        }
        return List.of(results);
    }

    private void work() {
        TokenBuffer buffer = new TokenBuffer();
        for (int i = next.getAndIncrement(); i < texts.length; i = next.getAndIncrement()) {
            buffer.clear();
            tokenizer.tokenize(texts[i], buffer);
            results[i] = buffer.toTokens(tokenizer.vocabulary(), texts[i]);
        }
    }
}
