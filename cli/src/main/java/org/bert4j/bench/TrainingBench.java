package org.bert4j.bench;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.JsonFiles;
import org.bert4j.checkpoint.ModelDirectory;
import org.bert4j.corpus.CorpusListener;
import org.bert4j.corpus.CorpusPreparation;
import org.bert4j.corpus.TokenCorpus;
import org.bert4j.encoder.BertConfig;
import org.bert4j.encoder.BertSize;
import org.bert4j.feature.LongText;
import org.bert4j.pretraining.PretrainingData;
import org.bert4j.pretraining.PretrainingRows;
import org.bert4j.pretraining.SpecialIds;
import org.bert4j.task.ClassifyTask;
import org.bert4j.task.PretrainingModel;
import org.bert4j.task.QaOptions;
import org.bert4j.task.TextOptions;
import org.bert4j.tensor.LibTorch;
import org.bert4j.tensor.Precision;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorScope;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.trainer.FineTuning;
import org.bert4j.trainer.Length;
import org.bert4j.trainer.Pretraining;
import org.bert4j.trainer.RunDirectory;
import org.bert4j.trainer.Stop;
import org.bert4j.trainer.TrainingOptions;
import org.bert4j.trainer.TrainingRecipe;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// How fast a model is trained: steps of a real run with dropout, clipping and AdamW, in examples and in real
/// tokens a second, and as a share of what the machine can multiply at all.
///
/// @param task      what is trained
/// @param model     directory of the model
/// @param size      new weights of this size instead, with the vocabulary of `model`
/// @param files     training data; none: made of the demo's questions
/// @param rows      how many rows go together, and how long they are
/// @param precision of matrix products; empty: the faster one, as measured
/// @param seed      of order and dropout
/// @param effort    repetitions are steps
public record TrainingBench(
        Task task,
        Path model,
        Optional<BertSize> size,
        List<Path> files,
        Rows rows,
        Optional<Precision> precision,
        long seed,
        Effort effort) {
    /// What is trained.
    public enum Task {
        QA(8, 384),
        CLASSIFY(16, 128),
        /// Pre-training on masked tokens.
        MLM(32, 128);

        private final int batchSize;
        private final int maxLength;

        Task(int batchSize, int maxLength) {
            this.batchSize = batchSize;
            this.maxLength = maxLength;
        }

        /// The usual rows of this task.
        ///
        /// @param batchSize empty: as usual
        /// @param maxLength empty: as usual
        public Rows rows(OptionalInt batchSize, OptionalInt maxLength, Lengths lengths) {
            return new Rows(
                    batchSize.orElse(this.batchSize), maxLength.orElse(this.maxLength), lengths);
        }
    }

    /// How many rows go together, and how long they are.
    ///
    /// @param batchSize examples per update
    /// @param maxLength longest row in tokens
    /// @param lengths    of generated data
    public record Rows(int batchSize, int maxLength, Lengths lengths) {
        public Rows {
            if (batchSize < 1) {
                throw new IllegalArgumentException(
                        "batchSize must be at least 1, not " + batchSize);
            }
            QaWindows.of(maxLength); // checks the length
        }
    }

    private static final int GENERATED_ROWS = 2048;
    private static final double MASKED = 0.15; // of the tokens, as usual
    private static final int EPOCHS_WITHOUT_END = 100_000;

    public Report run() {
        try (ScratchDirectory scratch = ScratchDirectory.create()) {
            BertTokenizer tokenizer = BertTokenizer.load(model);
            Path start = size.isEmpty() ? model : newModel(tokenizer, scratch);
            List<Path> data = files.isEmpty() ? List.of(sample(tokenizer, scratch)) : files;
            MatrixRates rates = new MatrixRates(Precision.TRAINING);
            rates.measure();
            RunDirectory run = RunDirectory.create(scratch.resolve("run"));
            StepClock clock = new StepClock(effort);
            train(recipe(start, data, tokenizer, scratch), run, clock);
            rates.measure();
            return report(config(start), run.description().path("plan"), clock, rates);
        }
    }

    /// A checkpoint with a single tensor: what it lacks is drawn at random when it is loaded.
    private Path newModel(BertTokenizer tokenizer, ScratchDirectory scratch) {
        BertConfig config = size.orElseThrow().config(tokenizer.vocabulary().size());
        Path directory = scratch.directory("model");
        try (var _ = TensorScope.open()) {
            Tensor one = Tensor.zeros(config.hiddenSize());
            ModelDirectory.fill(
                    directory,
                    "BertModel",
                    config,
                    tokenizer,
                    Map.of("embeddings.LayerNorm.bias", one));
        }
        return directory;
    }

    private Path sample(BertTokenizer tokenizer, ScratchDirectory scratch) {
        SampleData samples = SampleData.of(tokenizer, 1);
        return switch (task) {
            case QA -> {
                Path file = scratch.resolve("train.json");
                samples.writeQuestions(file, GENERATED_ROWS, 1, rows.lengths, rows.maxLength);
                yield file;
            }
            case CLASSIFY -> {
                Path file = scratch.resolve("train.tsv");
                samples.writeLabelled(file, GENERATED_ROWS, rows.lengths, rows.maxLength);
                yield file;
            }
            case MLM -> {
                Path file = scratch.resolve("train.txt");
                samples.writeDocuments(file, GENERATED_ROWS, rows.maxLength);
                yield file;
            }
        };
    }

    private static BertConfig config(Path directory) {
        try (Checkpoint checkpoint = Checkpoint.open(directory)) {
            return checkpoint.config();
        }
    }

    private TrainingRecipe recipe(
            Path start, List<Path> data, BertTokenizer tokenizer, ScratchDirectory scratch) {
        return switch (task) {
            case QA -> fineTuning(FineTuning.of(windows(), start, data.getFirst()), data);
            case CLASSIFY -> fineTuning(FineTuning.of(texts(), start, data.getFirst()), data);
            case MLM -> pretraining(start, text(data, tokenizer, scratch));
        };
    }

    private QaOptions windows() {
        return QaOptions.DEFAULT.withFeatures(QaWindows.of(rows.maxLength));
    }

    private ClassifyTask texts() {
        return ClassifyTask.DEFAULT.withText(new TextOptions(rows.maxLength, LongText.HEAD));
    }

    private FineTuning fineTuning(FineTuning usual, List<Path> data) {
        TrainingOptions options = options(usual.training()).withEpochs(EPOCHS_WITHOUT_END);
        FineTuning recipe = usual.withTrain(data).withDev(data).withTraining(options);
        return precision.map(recipe::withPrecision).orElse(recipe);
    }

    private Pretraining pretraining(Path start, PretrainingRows text) {
        TextOptions.requireFitting(rows.maxLength, config(start));
        Pretraining usual = Pretraining.of(start, PretrainingModel.Heads.TOKENS, text, text);
        Length withoutEnd = new Length.Steps(Integer.MAX_VALUE);
        Pretraining recipe = usual.withTraining(options(usual.training()).withLength(withoutEnd));
        return precision.map(recipe::withPrecision).orElse(recipe);
    }

    private PretrainingRows text(
            List<Path> data, BertTokenizer tokenizer, ScratchDirectory scratch) {
        TokenCorpus corpus =
                CorpusPreparation.of(data, tokenizer)
                        .prepare(
                                scratch.directory("corpus"),
                                Runtime.getRuntime().availableProcessors(),
                                CorpusListener.SILENT);
        return PretrainingData.PACKED
                .withMaxLength(rows.maxLength)
                .rows(corpus, SpecialIds.of(tokenizer), scratch.directory("rows"));
    }

    /// Nothing is evaluated or saved.
    private TrainingOptions options(TrainingOptions usual) {
        OptionalInt never = OptionalInt.of(Integer.MAX_VALUE);
        return usual.withBatchSize(rows.batchSize)
                .withSeed(seed)
                .withRhythm(TrainingOptions.Rhythm.every(never, never));
    }

    private static void train(TrainingRecipe recipe, RunDirectory run, StepClock clock) {
        try {
            recipe.run(run, clock, new Stop());
        } catch (StepClock.Enough _) {
            return;
        }
    }

    private Report report(BertConfig config, JsonNode plan, StepClock clock, MatrixRates rates) {
        long read =
                switch (task) {
                    case QA -> clock.tokens();
                    case CLASSIFY -> clock.examples();
                    case MLM -> Math.round(MASKED * clock.tokens());
                };
        double flops =
                new EncoderFlops(config).training(clock.examples(), clock.tokens(), read)
                        / clock.total();
        Precision used = Precision.valueOf(plan.path("precision").asString());
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.median("step", "s", clock.seconds()));
        figures.add(Figure.single("examples", "examples/s", clock.examples() / clock.total()));
        figures.add(Figure.single("real_tokens", "tokens/s", clock.tokens() / clock.total()));
        figures.add(Figure.single("matrix_products", "GFLOP/s", flops / 1e9));
        figures.add(Figure.single("share_of_matrix_rate", "", flops / rates.best(used)));
        figures.addAll(rates.figures());
        figures.addAll(clock.memory().figures());
        return new Report("train", subject(config, plan), Machine.here(), effort, figures);
    }

    private Map<String, Object> subject(BertConfig config, JsonNode plan) {
        Map<String, Object> subject = new LinkedHashMap<>();
        subject.put("task", task.name().toLowerCase(Locale.ROOT));
        subject.put("model", size.map(s -> "new weights, " + s).orElse(model.toString()));
        subject.put("encoder", "%d layers of %d".formatted(config.layers(), config.hiddenSize()));
        subject.put("data", files.isEmpty() ? "made of the demo's questions" : files.toString());
        subject.put("batch_size", rows.batchSize);
        subject.put("max_length", rows.maxLength);
        if (files.isEmpty() && task != Task.MLM) {
            subject.put("lengths", rows.lengths.name().toLowerCase(Locale.ROOT));
        }
        subject.put("threads", LibTorch.threads());
        subject.put("plan", JsonFiles.toMap(plan));
        return subject;
    }
}
