package org.bert4j.cli;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.encoder.BertConfig;
import org.bert4j.task.Freeze;
import org.bert4j.trainer.FineTuning;
import org.bert4j.trainer.TrainingOptions;

import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;

/// The options that make a training run of a task: what differs between tasks is the mixin of the task's own options.
@Command(sortOptions = false)
abstract class TrainingTaskCommand implements Callable<Integer> {
    private final TrainedTask task;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Mixin private ModelOption model;

    @Option(
            names = "--train",
            required = true,
            arity = "1..*",
            preprocessor = SeveralValues.class,
            paramLabel = "FILE",
            description = "Training files.")
    private List<Path> train;

    @Option(
            names = "--dev",
            arity = "1..*",
            preprocessor = SeveralValues.class,
            paramLabel = "FILE",
            description =
                    "Files to evaluate on; without them a tenth of the training data is held out.")
    private List<Path> dev = List.of();

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "Directory for the run: best/ and last/ are the models.")
    private Path output;

    @Mixin private TrainingFlags training;

    @Option(
            names = "--freeze",
            paramLabel = "PART",
            description =
                    "What stays as it is: nothing (default); embeddings; a number such as 4: the"
                            + " embeddings and the first 4 layers; or encoder: only the head is"
                            + " trained, which is fast, and wants a higher --learning-rate.")
    private Freeze freeze = Freeze.NOTHING;

    @Mixin private LoraFlags lora;

    @Option(
            names = "--new-layers",
            paramLabel = "N",
            description =
                    "Begin the last N layers and the pooler anew, which may help where examples are"
                            + " few (default 0).")
    private int newLayers;

    @Option(
            names = "--dropout",
            paramLabel = "P",
            description =
                    "Probability of dropout, 0 for none (default: as config.json of the model"
                            + " says).")
    private Double dropout;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "Use the first N training examples only.")
    private OptionalInt limit = OptionalInt.empty();

    @Option(
            names = "--leave-out",
            paramLabel = "FILE",
            description =
                    "Do not train on the examples whose places this file names, a line each, as"
                            + " doctor data --list writes it.")
    private Path leaveOut;

    @ArgGroup private ExistingRun existing = new ExistingRun();

    @Mixin private DeviceOption device;

    TrainingTaskCommand(TrainedTask task) {
        this.task = task;
    }

    /// Changes the help of `finetune TASK` into that of another command with its options.
    ///
    /// @param sentence what happens here
    /// @param words    in the place of `finetune` in the example, which ends with them
    /// @param more     options that the example needs besides; empty: none
    static void describe(CommandLine line, String sentence, String words, String more) {
        UsageMessageSpec usage = line.getCommandSpec().usageMessage();
        List<String> description = new ArrayList<>(List.of(usage.description()));
        description.add(sentence);
        usage.description(description.toArray(String[]::new));
        List<String> example = new ArrayList<>();
        boolean training = false;
        for (String each : usage.footer()) {
            training |= each.contains("./bert4j finetune");
            boolean last = training && !each.endsWith("\\");
            String there = each.replace("./bert4j finetune", "./bert4j " + words);
            example.add(last && !more.isEmpty() ? there + " \\\n      " + more : there);
            if (last) {
                break;
            }
        }
        usage.footer(example.toArray(String[]::new));
    }

    final Path output() {
        return output;
    }

    final String taskName() {
        return task.name();
    }

    final boolean hasDevelopmentFiles() {
        return !dev.isEmpty();
    }

    final ExistingRun existing() {
        return existing;
    }

    final long seed() {
        return training.seed();
    }

    /// What these options make.
    final FineTuning recipe() {
        if (limit.orElse(1) < 1) {
            throw usage("--limit must be at least 1");
        }
        if (leaveOut != null && taskName().equals("qa")) {
            throw usage("--leave-out is not for qa; take the questions out of the file");
        }
        try {
            FineTuning usual = usual(model.directory());
            TrainingOptions options = usual.training();
            double rate = lora.usualRate(options.update().learningRate());
            FineTuning recipe =
                    usual.withTrain(train)
                            .withDev(dev)
                            .withFreeze(freeze)
                            .withNewLayers(newLayers)
                            .withTraining(training.options(options.withLearningRate(rate)));
            recipe = lora.lora().map(recipe::withLora).orElse(recipe);
            recipe = leaveOut == null ? recipe : recipe.withLeaveOut(leaveOut);
            recipe = dropout == null ? recipe : recipe.withDropout(dropout);
            recipe = limit.isPresent() ? recipe.withLimit(limit.getAsInt()) : recipe;
            return training.precision().map(recipe::withPrecision).orElse(recipe);
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    /// A length that nobody has chosen gives way to a model with fewer positions.
    private FineTuning usual(Path directory) {
        BertConfig config = Checkpoint.config(directory);
        int length = spec.findOption("--max-length").getValue();
        boolean chosen = spec.commandLine().getParseResult().hasMatchedOption("--max-length");
        if (chosen || length <= config.maxPositions()) {
            return task.recipe(directory, train.getFirst());
        }
        System.err.printf(
                "The model has %1$d positions, so --max-length is %1$d instead of %2$d%n",
                config.maxPositions(), length);
        return task.recipe(directory, train.getFirst(), config);
    }

    final ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
