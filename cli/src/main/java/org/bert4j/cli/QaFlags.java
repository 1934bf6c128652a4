package org.bert4j.cli;

import org.bert4j.encoder.BertConfig;
import org.bert4j.feature.QaFeatureOptions;
import org.bert4j.task.AnswerOptions;
import org.bert4j.task.QaOptions;
import org.bert4j.tokenizer.WindowStride;
import org.bert4j.trainer.FineTuning;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;

/// How questions and contexts become windows; saved with the model.
final class QaFlags implements TrainedTask {
    @Option(
            names = "--max-length",
            paramLabel = "N",
            defaultValue = "384",
            description =
                    "Longest window in tokens (default ${DEFAULT-VALUE}, or as many as the model"
                            + " has positions).")
    private int maxLength;

    @Option(
            names = "--max-question-length",
            paramLabel = "N",
            defaultValue = "64",
            description = "Longest question in tokens (default ${DEFAULT-VALUE}).")
    private int maxQuestionLength;

    @Option(
            names = "--max-answer-length",
            paramLabel = "N",
            defaultValue = "30",
            description = "Longest answer in tokens (default ${DEFAULT-VALUE}).")
    private int maxAnswerLength;

    @ArgGroup private Stride stride = new Stride();

    private static final class Stride {
        @Option(
                names = "--window-step",
                paramLabel = "N",
                description =
                        "Tokens from one window's begin to the next, as Google's run_squad (default"
                                + " 128).")
        private Integer step;

        @Option(
                names = "--window-overlap",
                paramLabel = "N",
                description = "Tokens that neighbouring windows share, as Hugging Face's run_qa.")
        private Integer overlap;

        WindowStride value() {
            return overlap == null
                    ? new WindowStride.Step(step == null ? 128 : step)
                    : new WindowStride.Overlap(overlap);
        }
    }

    @Override
    public List<Object> trainingOptions() {
        return List.of(this);
    }

    private QaOptions options() {
        return new QaOptions(
                new QaFeatureOptions(maxLength, stride.value(), maxQuestionLength),
                AnswerOptions.SQUAD_1.withMaxAnswerLength(maxAnswerLength));
    }

    @Override
    public String name() {
        return "qa";
    }

    @Override
    public String description() {
        return "Answer questions with a stretch of a text.";
    }

    @Override
    public String data() {
        return "Data: SQuAD 1.1, 2.0, CMRC 2018, DRCD, or files of their shape.";
    }

    @Override
    public List<String> refused() {
        return List.of("--leave-out");
    }

    @Override
    public List<String> example() {
        return List.of(
                "(the demo leaves this data behind)",
                "./bert4j finetune qa --model minilm --output my-model \\",
                "    --train ~/.bert4j/demo/en/train.json --epochs 4 \\",
                "    --learning-rate 4e-4 --max-length 128 --window-step 64 \\",
                "    --max-question-length 32",
                "./bert4j predict qa --model my-model \\",
                "    --question 'Who wrote it?' --context 'Ada wrote it.'");
    }

    @Override
    public FineTuning recipe(Path model, Path train) {
        return FineTuning.of(options(), model, train);
    }

    @Override
    public FineTuning recipe(Path model, Path train, BertConfig config) {
        return FineTuning.of(options().within(config), model, train);
    }
}
