package org.bert4j.cli;

import org.bert4j.checkpoint.Bert4jHome;
import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.corpus.CorpusPart;
import org.bert4j.corpus.CorpusPreparation;
import org.bert4j.corpus.CorpusReport;
import org.bert4j.corpus.MappedTokenCorpus;
import org.bert4j.corpus.TokenCorpus;
import org.bert4j.encoder.BertConfig;
import org.bert4j.pretraining.BigramBaseline;
import org.bert4j.pretraining.Masking;
import org.bert4j.pretraining.OverlapBaseline;
import org.bert4j.pretraining.PretrainingData;
import org.bert4j.pretraining.PretrainingRows;
import org.bert4j.pretraining.RowWay;
import org.bert4j.pretraining.SentenceObjective;
import org.bert4j.pretraining.SpecialIds;
import org.bert4j.task.PretrainingModel.Heads;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.trainer.Phase;
import org.bert4j.trainer.Pretraining;
import org.bert4j.trainer.RunDirectory;

import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// `bert4j pretrain`.
@Command(
        name = "pretrain",
        sortOptions = false,
        description = {
            "Train a model on raw text: a new one with a vocabulary of your own, or on with a"
                    + " published one on texts of your field.",
            "What comes out fills masks, and fine-tunes like any checkpoint."
        },
        footer = {
            "",
            "Example, some minutes on a laptop:",
            "  ./bert4j vocab train --input README.md --size 1000 --output vocab.txt",
            "  ./bert4j pretrain --input README.md --vocab vocab.txt --size tiny \\",
            "      --budget 2m --output my-bert",
            "  ./bert4j predict fill --model my-bert --text 'one java [MASK]'"
        })
final class PretrainCommand implements Callable<Integer> {
    private static final double MUCH_UNKNOWN = 0.02;
    private static final double TOO_EASY = 0.9; // share of pairs
    private static final double TOO_MUCH_UNKNOWN = 0.5;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Mixin private CorpusFlags corpus;

    @Mixin private PretrainStart start;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "Directory for the run: best/ and last/ are the models.")
    private Path output;

    @Mixin private PretrainDataFlags rows;

    @Mixin private PretrainTraining training;

    @ArgGroup private ExistingRun existing = new ExistingRun();

    @Mixin private DeviceOption device;

    /// What the options make of the text.
    private record Data(Heads heads, List<PretrainingRows> train, PretrainingRows dev) {}

    @Override
    public Integer call() {
        Optional<Path> model = start.model();
        List<CountAndShare> phases = phases(model.isEmpty());
        List<PretrainingData> how = how(phases);
        BertTokenizer tokenizer = model.map(BertTokenizer::load).orElseGet(() -> start.tokenizer());
        BertConfig config = model.map(Checkpoint::config).orElseGet(() -> start.config(tokenizer));
        requireFitting(phases, config);
        RunDirectory run = existing.place(output);
        MappedTokenCorpus text = text(tokenizer);
        requireKnown(text.report());
        Data data = data(text, how, tokenizer);
        PretrainingRows first = data.train.getFirst();
        Pretraining usual =
                model.map(from -> Pretraining.of(from, data.heads, first, data.dev))
                        .orElseGet(
                                () ->
                                        Pretraining.of(
                                                config, tokenizer, data.heads, first, data.dev));
        Pretraining recipe = recipe(usual, phases, data.train, rows.describe(how));
        return WatchedRun.train(recipe, run, (_, losses) -> plot(losses));
    }

    private List<CountAndShare> phases(boolean isNew) {
        try {
            return rows.phases(isNew);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private List<PretrainingData> how(List<CountAndShare> phases) {
        try {
            return rows.data(phases, training.seed());
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage().replace("maxLength", rows.lengthName()));
        }
    }

    private Pretraining recipe(
            Pretraining usual,
            List<CountAndShare> lengths,
            List<PretrainingRows> train,
            Map<String, Object> dataOptions) {
        try {
            List<Phase> phases = phases(lengths, train);
            Pretraining counted = usual.withTraining(training.options(usual.training()));
            Pretraining recipe =
                    (rows.isGrowing()
                                    ? counted.withGrowingRows(phases)
                                    : counted.withPhases(phases))
                            .withDataOptions(dataOptions);
            Pretraining growing = training.ramp().map(recipe::withRamp).orElse(recipe);
            return training.precision().map(growing::withPrecision).orElse(growing);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    private List<Phase> phases(List<CountAndShare> phases, List<PretrainingRows> train) {
        List<OptionalInt> batchSizes = training.batchSizes(train.size());
        return IntStream.range(0, train.size())
                .mapToObj(i -> new Phase(train.get(i), phases.get(i).share(), batchSizes.get(i)))
                .toList();
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void requireFitting(List<CountAndShare> phases, BertConfig config) {
        for (CountAndShare phase : phases) {
            if (phase.count() > config.maxPositions()) {
                throw usage(
                        "%s is %d and the model has %d positions; give at most that many"
                                .formatted(
                                        rows.lengthName(), phase.count(), config.maxPositions()));
            }
        }
    }

    private MappedTokenCorpus text(BertTokenizer tokenizer) {
        CorpusPreparation preparation = rows.complete(corpus.preparation(tokenizer));
        try (CorpusDisplay display = new CorpusDisplay()) {
            return preparation.prepare(
                    Bert4jHome.corpora(), Runtime.getRuntime().availableProcessors(), display);
        }
    }

    private static void requireKnown(CorpusReport report) {
        System.err.println(report.summary());
        double unknown = (double) report.unknown() / report.tokens();
        if (unknown > TOO_MUCH_UNKNOWN) {
            throw new BadInputException(
                    "The vocabulary does not know %.0f %% of the text's words; make one of this text: ./bert4j vocab train --input ... --output vocab.txt"
                            .formatted(100 * unknown));
        }
        if (unknown > MUCH_UNKNOWN) {
            System.err.printf(
                    "WARNING: the vocabulary does not know %.1f %% of the text's words%n",
                    100 * unknown);
        }
    }

    private Data data(TokenCorpus text, List<PretrainingData> how, BertTokenizer tokenizer) {
        how.getFirst()
                .warning(text)
                .ifPresent(sentence -> System.err.println("WARNING: " + sentence));
        SpecialIds special = SpecialIds.of(tokenizer);
        int step = Math.min(rows.holdOut(), text.documents());
        boolean alone = text.documents() == 1;
        if (alone) {
            System.err.println(
                    "WARNING: with one document nothing can be held out; the evaluation is on the"
                            + " training text");
        }
        Path cache = Bert4jHome.rows();
        TokenCorpus rest = alone ? text : CorpusPart.rest(text, step);
        List<PretrainingRows> train =
                how.stream().map(phase -> phase.rows(rest, special, cache)).toList();
        PretrainingRows dev =
                once(longest(how))
                        .rows(alone ? text : CorpusPart.heldOut(text, step), special, cache);
        System.err.printf(
                "%s to train on, %,d held out to evaluate on%n", sizes(train), dev.size());
        BigramBaseline.Accuracy guessed = BigramBaseline.of(rest, special).accuracy(dev);
        System.err.printf(
                "Guessed by the token before, %.4f of the masked tokens held out are right; by"
                        + " the most frequent token, %.4f%n",
                guessed.bigrams(), guessed.mostFrequent());
        if (rows.objective() == SentenceObjective.NEXT_SENTENCE) {
            judgePairs(OverlapBaseline.of(train.getLast(), special).accuracy(dev));
        }
        Heads heads =
                rows.objective() == SentenceObjective.NONE
                        ? Heads.TOKENS
                        : Heads.TOKENS_AND_SENTENCES;
        return new Data(heads, train, dev);
    }

    private static void judgePairs(double guessed) {
        System.err.printf(
                "Guessed by the words that both parts have, %.4f of the pairs held out are right%n",
                guessed);
        if (guessed > TOO_EASY) {
            System.err.println(
                    "WARNING: next sentences are told by topic alone here, so there is little to"
                            + " learn from them; --objective mlm+sop asks for their order");
        }
    }

    private static String sizes(List<PretrainingRows> train) {
        if (train.size() == 1) {
            return "%,d rows".formatted(train.getFirst().size());
        }
        return train.stream()
                .map(rows -> "%,d rows of %d tokens".formatted(rows.size(), rows.maxLength()))
                .collect(Collectors.joining(", then "));
    }

    /// All evaluations are on the same rows, so that the best model is one that knows all positions.
    private static PretrainingData longest(List<PretrainingData> how) {
        return how.stream().max(Comparator.comparingInt(PretrainingData::maxLength)).orElseThrow();
    }

    /// What is held out is looked at once, and masked as BERT does, so that runs with other rates can be compared.
    private static PretrainingData once(PretrainingData how) {
        PretrainingData usual = how.withMasking(how.masking().withRate(Masking.RATE));
        return how.way() instanceof RowWay.Google google
                ? usual.withWay(new RowWay.Google(1, google.shortProbability()))
                : usual;
    }

    private static void plot(List<Double> losses) {
        if (losses.size() > 1) {
            System.err.println(LossPlot.draw(losses));
        }
    }
}
