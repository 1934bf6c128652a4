package org.bert4j.bench;

import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenizerMode;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// How fast texts become ids and offsets, text by text, on one thread and on several.
///
/// @param model   directory with a tokenizer
/// @param mode    whose tokens
/// @param files   a text a line; none: about a megabyte of the demo's sentences
/// @param threads besides one
/// @param effort  how long to measure
public record TokenizerBench(
        Path model, TokenizerMode mode, List<Path> files, int threads, Effort effort) {
    private static final int SAMPLE_BYTES = 1_000_000;
    private static final int LONGEST_SAMPLE = 384;
    private static final int TEXTS_AT_ONCE = 16;

    public TokenizerBench {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, not " + threads);
        }
    }

    public Report run() {
        BertTokenizer tokenizer = BertTokenizer.load(model, mode);
        SampleTexts samples = new SampleTexts(tokenizer, 1);
        List<String> texts = files.isEmpty() ? sample(samples) : TextLinesFile.read(files);
        long bytes = texts.stream().mapToLong(TokenizerBench::bytes).sum();
        long tokens = texts.stream().mapToLong(text -> tokenizer.tokenize(text).size()).sum();

        Map<String, Object> subject = new LinkedHashMap<>();
        subject.put("model", model.toString());
        subject.put("mode", mode.label());
        subject.put("data", files.isEmpty() ? samples.description() : files.toString());
        subject.put("texts", texts.size());
        subject.put("bytes", bytes);
        subject.put("tokens", tokens);
        List<Figure> figures = new ArrayList<>();
        for (int count : threads == 1 ? List.of(1) : List.of(1, threads)) {
            Samples seconds = seconds(tokenizer, texts, count);
            String suffix = "_%d_thread%s".formatted(count, count == 1 ? "" : "s");
            figures.add(Figure.median("text" + suffix, "MB/s", seconds.map(s -> bytes / s / 1e6)));
            figures.add(Figure.median("tokens" + suffix, "tokens/s", seconds.map(s -> tokens / s)));
        }
        return new Report("tokenizer", subject, Machine.here(), effort, figures);
    }

    private static List<String> sample(SampleTexts samples) {
        List<String> texts = new ArrayList<>();
        for (long bytes = 0; bytes < SAMPLE_BYTES; bytes += bytes(texts.getLast())) {
            texts.add(samples.ofMix(LengthMix.PARAGRAPHS, LONGEST_SAMPLE));
        }
        return texts;
    }

    private static long bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private Samples seconds(BertTokenizer tokenizer, List<String> texts, int count) {
        if (count == 1) {
            return effort.time(() -> tokenize(tokenizer, texts, new AtomicInteger()));
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(count)) {
            return effort.time(() -> inParallel(pool, tokenizer, texts, count));
        }
    }

    private static void inParallel(
            ExecutorService pool, BertTokenizer tokenizer, List<String> texts, int count) {
        AtomicInteger next = new AtomicInteger();
        List<Callable<Long>> work = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            work.add(() -> tokenize(tokenizer, texts, next));
        }
        try {
            for (Future<Long> part : pool.invokeAll(work)) {
                part.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Takes a few texts after the other until none is left.
    ///
    /// @return the sum of the last ids, so that nothing can be left out as unused
    private static long tokenize(BertTokenizer tokenizer, List<String> texts, AtomicInteger next) {
        long sum = 0;
        int from = next.getAndAdd(TEXTS_AT_ONCE);
        while (from < texts.size()) {
            int to = Math.min(from + TEXTS_AT_ONCE, texts.size());
            for (String text : texts.subList(from, to)) {
                var tokens = tokenizer.tokenize(text);
                sum += tokens.size() == 0 ? 0 : tokens.end(tokens.size() - 1);
            }
            from = next.getAndAdd(TEXTS_AT_ONCE);
        }
        return sum;
    }
}
