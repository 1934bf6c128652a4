package org.bert4j.report;

import org.bert4j.checkpoint.GrowingFile;
import org.bert4j.metric.Interval;
import org.bert4j.trainer.RunRecord;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The `README.md` of a trained model, in the form that the Hugging Face hub reads: what it is made from, how, on which
/// data, how good it is and how sure that is, and what to beware of.
///
/// @param run     that made it
/// @param answers of the best model to the development examples; empty: there are none
public record ModelCard(RunRecord run, Optional<AnswerSummary> answers) {
    /// Names of the hub for what the tasks do.
    private static final Map<String, String> PIPELINES =
            Map.of(
                    "classify", "text-classification",
                    "nli", "text-classification",
                    "pairs", "text-classification",
                    "multilabel", "text-classification",
                    "regress", "text-classification",
                    "ner", "token-classification",
                    "qa", "question-answering",
                    "choice", "multiple-choice",
                    "embed", "sentence-similarity");

    private static final Set<String> FILES = Set.of("model", "train", "dev");

    /// Writes the card beside the model.
    ///
    /// @param directory of the model
    public void write(Path directory) {
        try (GrowingFile file = GrowingFile.create(directory.resolve("README.md"))) {
            file.write(text());
            file.moveIntoPlace();
        }
    }

    String text() {
        StringBuilder text = new StringBuilder(frontMatter());
        text.append(
                """
                # %s

                A BERT for the task `%s`, trained with bert4j from `%s`.

                ## Use

                ```
                %s
                ```

                """
                        .formatted(name(), run.task(), base(), use()));
        results(text);
        text.append("## Training\n\n");
        row(text, "option", "value");
        row(text, "---", "---");
        run.options().forEach((option, value) -> option(text, option, value));
        run.plan().forEach((option, value) -> row(text, "measured: " + option, value));
        row(text, "steps", run.steps());
        row(text, "begun", run.started());
        text.append("\n## Data\n\n");
        row(text, "file", "SHA-256");
        row(text, "---", "---");
        run.data().forEach((file, hash) -> row(text, "`" + fileName(file) + "`", hash));
        limits(text);
        return text.toString();
    }

    /// Files stand under their names below; where they lie on one machine is nobody's business.
    private static void option(StringBuilder text, String option, Object value) {
        if (!FILES.contains(option)) {
            row(text, option, value);
        }
    }

    private String frontMatter() {
        String library = run.options().containsKey("lora") ? "peft" : "bert4j";
        StringBuilder text = new StringBuilder("---\nlibrary_name: %s\n".formatted(library));
        text.append("base_model: %s\n".formatted(quoted(base())));
        Optional.ofNullable(PIPELINES.get(run.task()))
                .ifPresent(name -> text.append("pipeline_tag: %s\n".formatted(name)));
        text.append("tags:\n- bert\n- bert4j\n");
        run.best().ifPresent(best -> text.append(index(best)));
        return text.append("---\n\n").toString();
    }

    private String index(RunRecord.Evaluated best) {
        return """
        model-index:
        - name: %s
          results:
          - task:
              type: %s
            dataset:
              name: %s
              type: file
            metrics:
            - type: %s
              value: %s
        """
                .formatted(
                        quoted(name()),
                        PIPELINES.getOrDefault(run.task(), run.task()),
                        quoted(evaluatedOn()),
                        best.decisive(),
                        number(best.score()));
    }

    private void results(StringBuilder text) {
        text.append("## Results\n\n");
        if (run.best().isEmpty()) {
            text.append("The model was not evaluated.\n\n");
            return;
        }
        RunRecord.Evaluated best = run.best().get();
        Map<String, Interval> intervals = answers.map(AnswerSummary::intervals).orElse(Map.of());
        text.append("On %s, after step %d.\n\n".formatted(evaluatedOn(), best.step()));
        row(text, "figure", "value", "95 % interval");
        row(text, "---", "---", "---");
        best.figures()
                .forEach(
                        (figure, value) -> {
                            if (value instanceof Number number) {
                                Interval interval = intervals.get(figure);
                                row(
                                        text,
                                        figure,
                                        number(number.doubleValue()),
                                        interval == null
                                                ? ""
                                                : number(interval.low())
                                                        + " to "
                                                        + number(interval.high()));
                            }
                        });
        text.append('\n');
    }

    private void limits(StringBuilder text) {
        text.append(
                """

                ## Limits

                - The figures hold for data like those it was evaluated on. The checkpoint was chosen by them, so they flatter it a little; data that nothing was chosen by say more.
                - It knows one seed. Other seeds give other models: `bert4j finetune %s --seeds 5` shows how far they lie apart.
                - Its probabilities are not calibrated unless `bert4j evaluate %s --calibrate` was run.
                - Whatever is wrong or one-sided in its training data and in `%s`, it has learnt. The licences of both hold for it, too.
                """
                        .formatted(run.task(), run.task(), base()));
    }

    private String name() {
        return run.directory().toAbsolutePath().normalize().getFileName().toString();
    }

    /// The name of the directory, for paths of one machine tell nobody anything.
    private String base() {
        return fileName(run.options().getOrDefault("model", "a new model").toString());
    }

    private static String fileName(String path) {
        return Path.of(path).getFileName().toString();
    }

    private String evaluatedOn() {
        return run.options().get("dev") instanceof List<?> files && !files.isEmpty()
                ? String.join(", ", files.stream().map(file -> fileName(file.toString())).toList())
                : "a held-out part of the training data";
    }

    private String use() {
        String asked =
                switch (run.task()) {
                    case "qa" -> "--context \"...\" --question \"...\"";
                    case "nli", "pairs" -> "--text \"...\" --pair \"...\"";
                    default -> "--text \"...\"";
                };
        return "./bert4j predict %s --model %s %s".formatted(run.task(), name(), asked);
    }

    private static void row(StringBuilder text, Object... cells) {
        text.append("|");
        for (Object cell : cells) {
            text.append(' ').append(cell.toString().replace("|", "\\|")).append(" |");
        }
        text.append('\n');
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, "%.4f", value);
    }

    /// Safe in YAML.
    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
