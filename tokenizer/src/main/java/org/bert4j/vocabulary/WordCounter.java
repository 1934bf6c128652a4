package org.bert4j.vocabulary;

import org.bert4j.tokenizer.Normalization;
import org.bert4j.tokenizer.WordSplitter;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Counts the words of texts on several threads. While reading, memory is bounded whatever the texts: what goes beyond
/// the bound is kept in temporary files. The result holds every distinct word once.
///
/// @param normalization what is done to the text before it is cut into words
/// @param threads       how many count
/// @param memoryBytes   what the words may take while they are counted, about, all threads together
public record WordCounter(Normalization normalization, int threads, long memoryBytes) {
    public WordCounter {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is %d; give 1 or more".formatted(threads));
        }
    }

    /// On all cores, with a quarter of the largest heap.
    public static WordCounter of(Normalization normalization) {
        Runtime runtime = Runtime.getRuntime();
        return new WordCounter(
                normalization, runtime.availableProcessors(), runtime.maxMemory() / 4);
    }

    public WordCounter withThreads(int number) {
        return new WordCounter(normalization, number, memoryBytes);
    }

    public WordCounter withMemoryBytes(long bytes) {
        return new WordCounter(normalization, threads, bytes);
    }

    /// @throws org.bert4j.tokenizer.BadInputException if a text cannot be read, or the disk is full
    public WordCounts count(List<TextSource> texts, VocabularyListener listener) {
        try (LineBatches batches = new LineBatches(texts);
                WordRuns runs = new WordRuns(Path.of(System.getProperty("java.io.tmpdir")))) {
            WordSplitter splitter = new WordSplitter(normalization);
            List<WordTable> tables = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                tables.add(new WordTable(splitter));
            }
            runAll(tables.stream().map(table -> worker(batches, table, runs, listener)).toList());
            List<Iterator<WordCount>> sorted = new ArrayList<>(runs.iterators());
            tables.forEach(table -> sorted.add(table.take().iterator()));
            long tooLong = tables.stream().mapToLong(WordTable::tooLong).sum();
            return new WordCounts(new WordMerge(sorted), tooLong);
        }
    }

    private Callable<Object> worker(
            LineBatches batches, WordTable table, WordRuns runs, VocabularyListener listener) {
        return Executors.callable(
                () -> {
                    try {
                        work(batches, table, runs, listener);
                    } catch (RuntimeException | Error e) {
                        batches.stop();
                        throw e;
                    }
                });
    }

    private void work(
            LineBatches batches, WordTable table, WordRuns runs, VocabularyListener listener) {
        for (List<String> lines = batches.next(); !lines.isEmpty(); lines = batches.next()) {
            lines.forEach(table::addLine);
            listener.read(bytes(lines));
            if (table.bytes() > memoryBytes / threads) {
                runs.write(table.take().iterator());
            }
        }
    }

    /// In UTF-8, with the ends of the lines.
    private static long bytes(List<String> lines) {
        long bytes = lines.size();
        for (String line : lines) {
            for (int i = 0; i < line.length(); i++) {
                char unit = line.charAt(i);
                bytes += unit < 0x80 ? 1 : unit < 0x800 || Character.isSurrogate(unit) ? 2 : 3;
            }
        }
        return bytes;
    }

    /// The first that fails stops the others before their next batch.
    private static void runAll(List<Callable<Object>> workers) {
        try (ExecutorService pool = Executors.newFixedThreadPool(workers.size())) {
            for (Future<Object> done : pool.invokeAll(workers)) {
                done.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause(); // the workers throw nothing else
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new CancellationException("Interrupted while words were counted.");
        }
    }
}
