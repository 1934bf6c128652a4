package org.bert4j.benchmarks.peers;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;

import org.bert4j.bench.Effort;
import org.bert4j.bench.Figure;
import org.bert4j.bench.Samples;
import org.bert4j.bench.TextLinesFile;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Hugging Face's Rust tokenizer as DJL carries it into Java: `DjlTokenizer --model DIR --text FILE`.
///
/// One by one it runs on one thread. Batches use `RAYON_NUM_THREADS`, else all cores. What it returns holds ids and
/// offsets as Java arrays, as ours does.
@Command(name = "DjlTokenizer")
public final class DjlTokenizer implements Runnable {
    private static final int BATCH = 1000;

    static {
        // Read by DJL when its classes load: take the library from the jar, ask no server, tell
        // nobody.
        System.setProperty("ai.djl.offline", "true");
    }

    @Option(names = "--model", required = true, description = "Directory with a tokenizer.json.")
    private Path model;

    @Option(names = "--text", required = true, arity = "1..*", description = "Texts, one a line.")
    private List<Path> files;

    @Mixin private Measuring measuring;

    public static void main(String[] arguments) {
        Measuring.run(new DjlTokenizer(), arguments);
    }

    @Override
    public void run() {
        List<String> texts = TextLinesFile.read(files);
        long bytes =
                texts.stream()
                        .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length)
                        .sum();
        try (HuggingFaceTokenizer tokenizer = open()) {
            Effort effort = measuring.effort();
            Map<String, Object> subject = new LinkedHashMap<>();
            subject.put("peer", "ai.djl.huggingface:tokenizers");
            subject.put("texts", texts.size());
            subject.put("bytes", bytes);
            subject.put("tokens", oneByOne(tokenizer, texts));
            Samples single = effort.time(() -> oneByOne(tokenizer, texts));
            Samples batches = effort.time(() -> inBatches(tokenizer, texts));
            measuring.print(
                    "tokenizer",
                    subject,
                    List.of(
                            Figure.median(
                                    "text_one_by_one", "MB/s", single.map(s -> bytes / s / 1e6)),
                            Figure.median(
                                    "text_batches", "MB/s", batches.map(s -> bytes / s / 1e6))));
        }
    }

    private HuggingFaceTokenizer open() {
        try {
            return HuggingFaceTokenizer.newInstance(
                    model.resolve("tokenizer.json"),
                    Map.of("truncation", "false", "padding", "false"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// @return number of tokens
    private static long oneByOne(HuggingFaceTokenizer tokenizer, List<String> texts) {
        long tokens = 0;
        for (String text : texts) {
            tokens += tokenizer.encode(text, false, false).getIds().length;
        }
        return tokens;
    }

    private static void inBatches(HuggingFaceTokenizer tokenizer, List<String> texts) {
        for (int from = 0; from < texts.size(); from += BATCH) {
            List<String> batch = texts.subList(from, Math.min(from + BATCH, texts.size()));
            Encoding[] encodings = tokenizer.batchEncode(batch, false, false);
            if (encodings.length != batch.size()) {
                throw new IllegalStateException("encodings are missing");
            }
        }
    }
}
