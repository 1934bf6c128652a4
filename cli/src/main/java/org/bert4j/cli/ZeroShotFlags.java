package org.bert4j.cli;

import org.bert4j.predictor.ZeroShotClassifier;

import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/// What is asked of a model of the task nli.
final class ZeroShotFlags {
    @Spec(Spec.Target.MIXEE)
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--template",
            paramLabel = "T",
            defaultValue = ZeroShotClassifier.USUAL_TEMPLATE,
            description =
                    "The hypothesis; {} stands for the label (default '${DEFAULT-VALUE}', for"
                            + " Chinese try '这段文字是关于{}的。').")
    private String template;

    @Mixin private PrecisionOption precision;

    void requireSensible(List<String> labels) {
        if (labels.size() < 2 || new HashSet<>(labels).size() < labels.size()) {
            throw new ParameterException(
                    spec.commandLine(), "--labels needs at least two labels, each once");
        }
        if (!template.contains("{}")) {
            throw new ParameterException(
                    spec.commandLine(), "--template has no {} where the label goes");
        }
    }

    ZeroShotClassifier open(Path model) {
        return ZeroShotClassifier.open(model, template, precision.precision());
    }
}
