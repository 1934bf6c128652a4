package org.bert4j.bench;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.dataset.Columns;
import org.bert4j.dataset.TextExample;
import org.bert4j.encoder.BertConfig;
import org.bert4j.evaluate.TaskAnswering;
import org.bert4j.feature.LongText;
import org.bert4j.task.EmbedModel;
import org.bert4j.task.EmbedTask;
import org.bert4j.task.Embeddings;
import org.bert4j.task.TextOptions;
import org.bert4j.tensor.LibTorch;
import org.bert4j.tensor.Precision;
import org.bert4j.tokenizer.BertTokenizer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// How fast texts become vectors, from the text on: the latency of one short text, the throughput of full batches
/// without padding, and that of texts of mixed lengths.
///
/// @param model      directory
/// @param precisions of matrix products, one after the other
/// @param files      texts of mixed lengths, one a line; none: half of them as long as sentences, half as paragraphs
/// @param batchSize  rows of the batches without padding
/// @param maxLength  their tokens; longer texts are cut to it
/// @param effort     how long to measure each
public record InferenceBench(
        Path model,
        List<Precision> precisions,
        List<Path> files,
        int batchSize,
        int maxLength,
        Effort effort) {
    private static final int SHORT = 32;
    private static final int SHORT_TEXTS = 64;
    private static final int MIXED_TEXTS = 256;

    /// One text takes a fraction of what a batch takes, so it is measured more often.
    private static final int LATENCIES_PER_REPETITION = 20;

    public InferenceBench {
        precisions.stream()
                .flatMap(precision -> precision.obstacle().stream())
                .forEach(
                        why -> {
                            throw new IllegalArgumentException(why);
                        });
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1, not " + batchSize);
        }
        new TextOptions(maxLength, LongText.HEAD); // checks the length
    }

    /// The texts of the three measurements, with what the last of them holds.
    private record Texts(
            List<TextExample> shortOnes,
            int shortLength,
            List<TextExample> full,
            List<TextExample> mixed,
            long mixedTokens,
            String description) {}

    public Report run() {
        EmbedTask task =
                new EmbedTask(
                        Columns.DETECT,
                        new TextOptions(maxLength, LongText.HEAD),
                        EmbedTask.Loss.COSINE);
        try (Checkpoint checkpoint = Checkpoint.open(model);
                EmbedModel embedder = task.create(checkpoint, List.of(), 0)) {
            Texts texts = texts(checkpoint.tokenizer());
            MatrixRates rates = new MatrixRates(Precision.available());
            rates.measure();
            List<Figure> figures = new ArrayList<>();
            for (Precision precision : precisions) {
                var answering = new TaskAnswering<>(embedder, precision);
                figures.addAll(figures(answering, texts, checkpoint.config(), rates));
            }
            figures.addAll(rates.figures());
            return new Report("infer", subject(texts), Machine.here(), effort, figures);
        }
    }

    private Texts texts(BertTokenizer tokenizer) {
        SampleTexts samples = new SampleTexts(tokenizer, 1);
        int shortLength = Math.min(SHORT, maxLength);
        List<String> mixed = files.isEmpty() ? mixed(samples) : TextLinesFile.read(files);
        long mixedTokens =
                mixed.stream()
                        .mapToLong(text -> Math.min(maxLength, tokenizer.tokenize(text).size() + 2))
                        .sum();
        return new Texts(
                ofLength(samples, SHORT_TEXTS, shortLength),
                shortLength,
                ofLength(samples, batchSize, maxLength),
                examples(mixed),
                mixedTokens,
                files.isEmpty()
                        ? samples.description() + ", half short, half long"
                        : files.toString());
    }

    private List<String> mixed(SampleTexts samples) {
        LengthMix[] mixes = LengthMix.values();
        return IntStream.range(0, MIXED_TEXTS)
                .mapToObj(i -> samples.ofMix(mixes[i % mixes.length], maxLength))
                .toList();
    }

    private static List<TextExample> ofLength(SampleTexts samples, int count, int tokens) {
        return examples(
                IntStream.range(0, count).mapToObj(_ -> samples.ofTokens(tokens - 2)).toList());
    }

    private static List<TextExample> examples(List<String> texts) {
        return texts.stream().map(text -> TextExample.unlabelled("text", List.of(text))).toList();
    }

    private Map<String, Object> subject(Texts texts) {
        Map<String, Object> subject = new LinkedHashMap<>();
        subject.put("model", model.toString());
        subject.put("data", texts.description);
        subject.put("short", "1 x %d tokens".formatted(texts.shortLength));
        subject.put("full", "%d x %d tokens".formatted(batchSize, maxLength));
        subject.put("mixed_texts", texts.mixed.size());
        subject.put("mixed_tokens", texts.mixedTokens);
        subject.put("threads", LibTorch.threads());
        subject.put("libtorch", LibTorch.version());
        return subject;
    }

    private List<Figure> figures(
            TaskAnswering<TextExample, Embeddings> answering,
            Texts texts,
            BertConfig config,
            MatrixRates rates) {
        List<Figure> figures = new ArrayList<>(latencies(answering, texts.shortOnes));
        Samples full = effort.time(() -> answering.answer(texts.full));
        figures.add(Figure.median("full_batches", "texts/s", full.map(s -> batchSize / s)));
        rates.measure();
        double flops = new EncoderFlops(config).forward(batchSize, (long) batchSize * maxLength);
        double share = flops / full.median() / rates.best(answering.precision());
        figures.add(Figure.single("full_batches_share_of_matrix_rate", "", share));
        figures.addAll(mixed(answering, texts));
        String suffix = "_" + answering.precision().name().toLowerCase(Locale.ROOT);
        return figures.stream().map(figure -> figure.named(figure.name() + suffix)).toList();
    }

    /// Another text each time.
    private List<Figure> latencies(
            TaskAnswering<TextExample, Embeddings> answering, List<TextExample> texts) {
        Effort often =
                new Effort(
                        effort.warmupSeconds(),
                        LATENCIES_PER_REPETITION * effort.repetitions(),
                        effort.seconds());
        int[] next = {0};
        Samples millis =
                often.time(() -> answering.answer(List.of(texts.get(next[0]++ % texts.size()))))
                        .map(seconds -> 1000 * seconds);
        return List.of(
                Figure.median("latency", "ms", millis),
                new Figure("latency_p95", "ms", millis.quantile(0.95), millis));
    }

    private List<Figure> mixed(TaskAnswering<TextExample, Embeddings> answering, Texts texts) {
        MemoryWatch memory = new MemoryWatch();
        Samples seconds =
                effort.time(
                        () -> {
                            answering.answer(texts.mixed);
                            memory.look();
                        });
        int count = texts.mixed.size();
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.median("mixed_texts", "texts/s", seconds.map(s -> count / s)));
        figures.add(
                Figure.median("mixed_tokens", "tokens/s", seconds.map(s -> texts.mixedTokens / s)));
        figures.addAll(memory.figures());
        return figures;
    }
}
