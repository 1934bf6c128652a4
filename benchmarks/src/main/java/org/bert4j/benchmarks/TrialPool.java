package org.bert4j.benchmarks;

import org.bert4j.checkpoint.DirectoryWriter;
import org.bert4j.evaluate.Evaluation;
import org.bert4j.task.ClassifyTask;
import org.bert4j.trainer.FineTuning;
import org.bert4j.trainer.RunDirectory;
import org.bert4j.trainer.Stop;
import org.bert4j.trainer.TrainingListener;
import org.bert4j.trainer.TrainingOptions;
import org.bert4j.tune.sampler.RandomSampler;
import org.bert4j.tune.sampler.Sampler;
import org.bert4j.tune.scheduler.Halving;
import org.bert4j.tune.space.SearchSpace;
import org.bert4j.tune.space.SearchText;
import org.bert4j.tune.trial.Report;
import org.bert4j.tune.trial.Trial;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Trials of a random search that are all trained to the end and evaluated at ASHA's rungs on the way, one JSON object
/// a line: what [ScheduleReplay] draws searches from.
final class TrialPool {
    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> SPACE =
            List.of(
                    "learning-rate=log(1e-6,1e-2)",
                    "batch-size=8|16|32",
                    "epochs=2..4",
                    "warmup=0.0..0.2");
    private static final int MAX_LENGTH = 64;

    private TrialPool() {}

    /// `TrialPool MODEL TRAIN DEV FILE TRIALS SEED`: adds to FILE until it holds so many trials.
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[3]);
        List<Trial> trials = new ArrayList<>(Files.exists(file) ? read(file) : List.of());
        SearchSpace space = new SearchSpace(SPACE.stream().map(SearchText::parse).toList());
        Sampler sampler = new RandomSampler(Long.parseLong(arguments[5]));
        while (trials.size() < Integer.parseInt(arguments[4])) {
            Map<String, String> configuration = sampler.next(space, trials).orElseThrow();
            FineTuning recipe =
                    recipe(configuration, Path.of(arguments[0]), Path.of(arguments[1]))
                            .withDev(List.of(Path.of(arguments[2])));
            List<Report> reports = train(recipe, file.resolveSibling(file.getFileName() + ".run"));
            Trial trial = trial(trials.size(), configuration, reports);
            trials.add(trial);
            append(trial, file);
        }
    }

    private static Trial trial(
            int number, Map<String, String> configuration, List<Report> reports) {
        return new Trial(number, configuration, 0, Trial.State.COMPLETE, reports);
    }

    /// What `finetune classify` does with these options.
    private static FineTuning recipe(Map<String, String> options, Path model, Path train) {
        ClassifyTask task = ClassifyTask.DEFAULT;
        FineTuning usual =
                FineTuning.of(task.withText(task.text().withMaxLength(MAX_LENGTH)), model, train);
        TrainingOptions.Update update = usual.training().update();
        return usual.withTraining(
                usual.training()
                        .withEpochs(Integer.parseInt(options.get("epochs")))
                        .withBatchSize(Integer.parseInt(options.get("batch-size")))
                        .withUpdate(
                                new TrainingOptions.Update(
                                        Double.parseDouble(options.get("learning-rate")),
                                        update.schedule(),
                                        Double.parseDouble(options.get("warmup")),
                                        update.optimizer(),
                                        update.maxGradientNorm(),
                                        update.layerDecay(),
                                        update.headLearningRate())));
    }

    private static List<Report> train(FineTuning recipe, Path directory) throws IOException {
        DirectoryWriter.delete(directory);
        Reports reports = new Reports();
        recipe.withEvaluationsAt(Halving.ASHA.rungs(0))
                .run(RunDirectory.create(directory), reports, new Stop());
        DirectoryWriter.delete(directory);
        return reports.all;
    }

    /// The best score until each rung, as a search has it.
    private static final class Reports implements TrainingListener {
        private final List<Double> rungs = Halving.ASHA.rungs(0);
        private final List<Report> all = new ArrayList<>();
        private double best;
        private double seconds;
        private long total;

        @Override
        public void started(long step, long totalSteps) {
            total = totalSteps;
        }

        @Override
        public void step(Step step) {
            seconds += step.seconds();
        }

        @Override
        public void evaluated(long step, Evaluation evaluation, boolean better) {
            best = Math.max(best, evaluation.score());
            for (double share : rungs) {
                if (step == TrainingOptions.Rhythm.stepAt(share, total)) {
                    all.add(new Report(all.size(), share, List.of(best), seconds));
                }
            }
        }
    }

    // ---------------------------------------------------------------- file

    private static void append(Trial trial, Path file) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("configuration", trial.configuration());
        line.put("scores", trial.reports().stream().map(Report::score).toList());
        line.put("seconds", trial.reports().stream().map(Report::seconds).toList());
        String text = JSON.writeValueAsString(line);
        System.err.println(text);
        Files.writeString(file, text + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /// The trials of a file, each with a report for each rung.
    static List<Trial> read(Path file) throws IOException {
        List<Trial> trials = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode json = JSON.readTree(line);
            Map<String, String> configuration = new LinkedHashMap<>();
            json.get("configuration")
                    .properties()
                    .forEach(
                            option ->
                                    configuration.put(
                                            option.getKey(), option.getValue().asString()));
            trials.add(trial(trials.size(), configuration, reports(json)));
        }
        return trials;
    }

    private static List<Report> reports(JsonNode json) {
        List<Report> reports = new ArrayList<>();
        for (double share : Halving.ASHA.rungs(0)) {
            int rung = reports.size();
            double score = json.get("scores").get(rung).asDouble();
            double seconds = json.get("seconds").get(rung).asDouble();
            reports.add(new Report(rung, share, List.of(score), seconds));
        }
        return reports;
    }
}
