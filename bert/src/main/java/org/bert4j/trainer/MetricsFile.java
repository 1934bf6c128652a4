package org.bert4j.trainer;

import org.bert4j.checkpoint.DirectoryWriter;
import org.bert4j.checkpoint.GrowingFile;
import org.bert4j.evaluate.Evaluation;

import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/// Writes `metrics.jsonl`: a JSON object a line for every step and every evaluation.
///
/// A resumed run does the steps after its last checkpoint again, so their lines are taken out first.
final class MetricsFile implements TrainingListener {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;

    MetricsFile(Path file) {
        this.file = file;
    }

    @Override
    public void started(long step, long totalSteps) {
        try (GrowingFile fresh = GrowingFile.create(file)) {
            String before =
                    Files.exists(file)
                            ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                            : "";
            before.lines()
                    .filter(line -> stepOf(line) <= step)
                    .forEach(line -> fresh.write(line + "\n"));
            fresh.moveIntoPlace();
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(file, e);
        }
    }

    private static long stepOf(String line) {
        try {
            return JSON.readTree(line).path("step").asLong(Long.MAX_VALUE);
        } catch (RuntimeException _) {
            return Long.MAX_VALUE; // the process died while it wrote this line
        }
    }

    @Override
    public void step(Step step) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", step.step());
        line.put("epoch", step.epoch());
        line.put("loss", step.loss());
        line.put("gradient_norm", step.gradientNorm());
        line.put("learning_rate", step.learningRate());
        line.put("examples", step.examples());
        line.put("tokens", step.tokens());
        line.put("seconds", step.seconds());
        append(line);
    }

    @Override
    public void evaluated(long step, Evaluation evaluation, boolean best) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("step", step);
        line.put("evaluation", evaluation.figures());
        line.put("decisive", evaluation.decisive());
        line.put("best", best);
        append(line);
    }

    private void append(Map<String, Object> line) {
        try {
            Files.writeString(
                    file,
                    JSON.writeValueAsString(line) + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(file, e);
        }
    }
}
