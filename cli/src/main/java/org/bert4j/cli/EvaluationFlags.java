package org.bert4j.cli;

import org.bert4j.checkpoint.DirectoryWriter;
import org.bert4j.checkpoint.GrowingFile;
import org.bert4j.metric.Bootstrap;
import org.bert4j.metric.Bootstrap.Difference;
import org.bert4j.metric.Interval;
import org.bert4j.report.AnswerSummary;
import org.bert4j.report.RunReport;
import org.bert4j.tokenizer.BadInputException;

import picocli.CommandLine.Option;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// What every `evaluate TASK` is asked: on what, and where the answers and figures go.
final class EvaluationFlags {
    @Option(
            names = "--data",
            required = true,
            arity = "1..*",
            preprocessor = SeveralValues.class,
            paramLabel = "FILE",
            description = "Labelled files, of the kinds to train on.")
    private List<Path> data;

    @Option(
            names = "--predictions",
            paramLabel = "FILE",
            description =
                    "Write every answer here: as JSON lines with the truth beside; for qa as the"
                            + " official scripts read them, with nbest_FILE and null_odds_FILE.")
    private Path predictions;

    @Option(
            names = "--against",
            paramLabel = "MODEL|FILE",
            description =
                    "Evaluate this model too, or take the --predictions that it has written, and"
                            + " say how the two differ on the same examples, and how likely such a"
                            + " difference is by chance.")
    private String against;

    @Option(
            names = "--html",
            paramLabel = "FILE",
            description =
                    "Write a page that opens without a network: figures with intervals, confusions,"
                            + " calibration, slices, and the mistakes the model was surest of.")
    private Path html;

    @Option(names = "--json", description = "Print the figures as JSON.")
    private boolean json;

    private boolean wantsSlices;
    private Path lines; // where the judged examples went, if anybody wants them

    List<Path> data() {
        return data;
    }

    /// Null if they are not wanted.
    Path predictions() {
        return predictions;
    }

    /// Evaluates, and writes a line of JSON for every answer into the predictions if they are wanted.
    ///
    /// @param writes     false: they are not wanted this time
    /// @param evaluation is given who takes the lines
    <T> T evaluate(boolean writes, Function<Consumer<Supplier<Object>>, T> evaluation) {
        return predictions == null
                ? evaluateForPage(writes, evaluation)
                : evaluate(predictions, writes, evaluation);
    }

    /// Shows how good the answers are in parts of the data.
    void wantSlices() {
        wantsSlices = true;
    }

    /// The same where predictions have another form: the lines are for the page alone.
    <T> T evaluateForPage(boolean writes, Function<Consumer<Supplier<Object>>, T> evaluation) {
        return evaluate(wantsAnswers() ? temporary() : null, writes, evaluation);
    }

    /// Whether more is to be said of the answers than figures.
    private boolean wantsAnswers() {
        return html != null || wantsSlices;
    }

    private static Path temporary() {
        try {
            Path file = Files.createTempFile("bert4j-answers", ".jsonl");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(Path.of(System.getProperty("java.io.tmpdir")), e);
        }
    }

    private <T> T evaluate(
            Path place, boolean writes, Function<Consumer<Supplier<Object>>, T> evaluation) {
        if (place == null || !writes) {
            return evaluation.apply(_ -> {});
        }
        try (GrowingFile file = GrowingFile.create(place)) {
            T result = evaluation.apply(line -> file.write(Json.line(line.get()) + "\n"));
            file.moveIntoPlace();
            lines = place;
            return result;
        }
    }

    /// Evaluates the model, and the one it is compared with if there is one.
    void judge(Judge judge, ModelOption option) {
        if (html != null) {
            GrowingFile.create(html).close(); // can it be written?
        }
        Path model = option.directory();
        Optional<Path> compared = Optional.ofNullable(against).map(name -> compared(judge, option));
        Judgement own = judge.judge(model, true);
        Optional<Judgement> other = compared.map(place -> other(judge, place, own));
        Optional<AnswerSummary> answers =
                wantsAnswers()
                        ? Optional.of(AnswerSummary.read(lines, own.figures()))
                        : Optional.empty();
        print(own, other, wantsSlices ? answers : Optional.empty());
        if (html != null) {
            RunReport.write(
                    html,
                    own.task(),
                    model.toString(),
                    own.figures(),
                    own.decisive(),
                    answers.get());
            System.err.println("Wrote " + html);
        }
    }

    /// The other model's directory, or the file with its answers, once it is certain that they are.
    private Path compared(Judge judge, ModelOption option) {
        Path file = Path.of(against);
        if (Files.isRegularFile(file)) {
            judge.requireAnswers(file);
            return file;
        }
        Path directory = option.directory(against);
        judge.requireModel(directory);
        return directory;
    }

    private Judgement other(Judge judge, Path place, Judgement own) {
        Judgement other =
                Files.isRegularFile(place)
                        ? judge.judgeAnswers(place, own)
                        : judge.judge(place, false);
        if (other.sample().size() != own.sample().size()) {
            throw new BadInputException(
                    "%s answers %d examples and the model %d; compare answers to the same data."
                            .formatted(against, other.sample().size(), own.sample().size()));
        }
        return other;
    }

    /// Prints the figures as wanted, each with the interval in which it lies with a probability of 95 %.
    private void print(Judgement own, Optional<Judgement> other, Optional<AnswerSummary> answers) {
        Map<String, Interval> intervals = Bootstrap.intervals(own.sample());
        Map<String, Difference> differences = other.map(own::minus).orElse(Map.of());
        if (json) {
            Map<String, Object> all = withIntervals(own.figures(), intervals);
            if (other.isPresent()) {
                all.put("against", against);
                all.put("differences", Tables.json(differences));
            }
            answers.ifPresent(summary -> all.put("slices", summary.slices()));
            System.out.println(Json.indented(all));
            return;
        }
        Tables.print(own.figures(), intervals);
        if (other.isPresent()) {
            System.out.printf("%nMore than %s has:%n", against);
            Tables.print(differences);
        }
        answers.ifPresent(summary -> Tables.printSlices(summary.slices()));
    }

    private static Map<String, Object> withIntervals(
            Map<String, Object> figures, Map<String, Interval> intervals) {
        Map<String, Object> all = new LinkedHashMap<>();
        figures.forEach(
                (name, value) -> {
                    all.put(name, value);
                    if (intervals.containsKey(name)) {
                        all.put(name + "_ci95", Tables.json(intervals.get(name)));
                    }
                });
        return all;
    }
}
