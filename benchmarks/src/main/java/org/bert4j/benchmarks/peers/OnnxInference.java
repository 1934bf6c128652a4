package org.bert4j.benchmarks.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import org.bert4j.bench.Effort;
import org.bert4j.bench.Figure;
import org.bert4j.bench.SampleTexts;
import org.bert4j.bench.Samples;
import org.bert4j.bench.TextLinesFile;
import org.bert4j.tokenizer.BertTokenizer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// ONNX Runtime on the graph of a starter: `OnnxInference --graph FILE --model DIR --text FILE`.
///
/// It is timed from token ids to token vectors, which nobody reads: tokenizing before and pooling behind would be
/// counted against it. Texts of mixed lengths are sorted by length and cut into batches.
@Command(name = "OnnxInference")
public final class OnnxInference implements Runnable {
    private static final int SHORT = 32;
    private static final int SHORT_TEXTS = 64;
    private static final int LATENCIES_PER_REPETITION = 20;

    @Option(names = "--graph", required = true, description = "The .onnx file.")
    private Path graph;

    @Option(names = "--model", required = true, description = "Directory with the tokenizer.")
    private Path model;

    @Option(names = "--text", required = true, arity = "1..*", description = "Texts, one a line.")
    private List<Path> files;

    @Option(names = "--batch-size", defaultValue = "32")
    private int batchSize;

    @Option(names = "--max-length", defaultValue = "128")
    private int maxLength;

    @Option(names = "--threads", description = "Of one operation (default: all cores).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Mixin private Measuring measuring;

    private BertTokenizer tokenizer;
    private OrtEnvironment environment;
    private OrtSession session;

    public static void main(String[] arguments) {
        Measuring.run(new OnnxInference(), arguments);
    }

    @Override
    public void run() {
        tokenizer = BertTokenizer.load(model);
        environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            options.setIntraOpNumThreads(threads);
            session = environment.createSession(graph.toString(), options);
            measure();
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private void measure() {
        SampleTexts samples = new SampleTexts(tokenizer, 1);
        List<int[]> shortOnes = ofLength(samples, SHORT_TEXTS, SHORT);
        List<int[]> full = ofLength(samples, batchSize, maxLength);
        List<int[]> mixed = TextLinesFile.read(files).stream().map(this::ids).toList();
        long mixedTokens = mixed.stream().mapToLong(ids -> ids.length).sum();

        Map<String, Object> subject = new LinkedHashMap<>();
        subject.put("peer", "ONNX Runtime for Java " + environment.getVersion());
        subject.put("graph", graph.toString());
        subject.put("threads", threads);
        subject.put("mixed_texts", mixed.size());
        subject.put("mixed_tokens", mixedTokens);
        List<Figure> figures = new ArrayList<>(latencies(shortOnes));
        Effort effort = measuring.effort();
        Samples ofFull = effort.time(() -> run(full));
        figures.add(Figure.median("full_batches", "texts/s", ofFull.map(s -> batchSize / s)));
        Samples ofMixed = effort.time(() -> runSorted(mixed));
        figures.add(Figure.median("mixed_texts", "texts/s", ofMixed.map(s -> mixed.size() / s)));
        figures.add(Figure.median("mixed_tokens", "tokens/s", ofMixed.map(s -> mixedTokens / s)));
        measuring.print("infer", subject, figures);
    }

    private List<int[]> ofLength(SampleTexts samples, int count, int tokens) {
        return IntStream.range(0, count).mapToObj(_ -> ids(samples.ofTokens(tokens - 2))).toList();
    }

    /// With `[CLS]` and `[SEP]`.
    private int[] ids(String text) {
        return tokenizer.encode(tokenizer.tokenize(text).first(maxLength - 2)).inputIds();
    }

    private List<Figure> latencies(List<int[]> rows) {
        Effort effort = measuring.effort();
        Effort often =
                new Effort(
                        effort.warmupSeconds(),
                        LATENCIES_PER_REPETITION * effort.repetitions(),
                        effort.seconds());
        int[] next = {0};
        Samples millis =
                often.time(() -> run(List.of(rows.get(next[0]++ % rows.size()))))
                        .map(seconds -> 1000 * seconds);
        return List.of(
                Figure.median("latency", "ms", millis),
                new Figure("latency_p95", "ms", millis.quantile(0.95), millis));
    }

    private void runSorted(List<int[]> rows) {
        List<int[]> sorted =
                rows.stream()
                        .sorted(Comparator.comparingInt((int[] ids) -> ids.length).reversed())
                        .toList();
        for (int from = 0; from < sorted.size(); from += batchSize) {
            run(sorted.subList(from, Math.min(from + batchSize, sorted.size())));
        }
    }

    private void run(List<int[]> rows) {
        int columns = rows.stream().mapToInt(ids -> ids.length).max().orElseThrow();
        long[][] ids = new long[rows.size()][columns];
        long[][] mask = new long[rows.size()][columns];
        for (int row = 0; row < rows.size(); row++) {
            int[] real = rows.get(row);
            for (int column = 0; column < real.length; column++) {
                ids[row][column] = real[column];
            }
            Arrays.fill(mask[row], 0, real.length, 1);
        }
        try (OnnxTensor inputIds = OnnxTensor.createTensor(environment, ids);
                OnnxTensor attentionMask = OnnxTensor.createTensor(environment, mask);
                OnnxTensor tokenTypeIds =
                        OnnxTensor.createTensor(environment, new long[rows.size()][columns]);
                OrtSession.Result result =
                        session.run(
                                Map.of(
                                        "input_ids", inputIds,
                                        "attention_mask", attentionMask,
                                        "token_type_ids", tokenTypeIds))) {
            if (result.size() == 0) {
                throw new IllegalStateException("no output");
            }
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
