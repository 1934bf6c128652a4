package org.bert4j.task;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.encoder.BertConfig;
import org.bert4j.feature.QaFeatureOptions;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.WindowStride;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// How a question answering model cuts its input into windows and reads answers off its logits: saved beside the model,
/// so that it predicts everywhere as it was evaluated.
public record QaOptions(QaFeatureOptions features, AnswerOptions answers) {
    /// As google-research/bert, run_squad.py, for questions that all have an answer.
    public static final QaOptions DEFAULT =
            new QaOptions(QaFeatureOptions.GOOGLE, AnswerOptions.SQUAD_1);

    private static final String TASK = "qa";

    /// The options saved with a model; the defaults, as far as they fit, for a model of other origin.
    ///
    /// @throws BadInputException if the file is damaged, or asks for more than the model has
    public static QaOptions of(Checkpoint checkpoint) {
        QaOptions options =
                SavedOptions.read(
                        checkpoint,
                        TASK,
                        DEFAULT.within(checkpoint.config()),
                        json -> new QaOptions(featuresOf(json), answersOf(json)));
        options.requireFitting(checkpoint.config());
        return options;
    }

    /// The same with windows no longer than the model has positions. Where that shortens them, a question takes half of
    /// a window at most.
    public QaOptions within(BertConfig config) {
        int positions = config.maxPositions();
        if (features.maxLength() <= positions) {
            return this;
        }
        int question = Math.min(features.maxQuestionLength(), positions / 2);
        return withFeatures(features.withMaxQuestionLength(question).withMaxLength(positions));
    }

    private static QaFeatureOptions featuresOf(JsonNode json) {
        WindowStride stride =
                json.has("window_step")
                        ? new WindowStride.Step(json.get("window_step").intValue())
                        : new WindowStride.Overlap(json.get("window_overlap").intValue());
        return new QaFeatureOptions(
                json.get("max_length").intValue(),
                stride,
                json.get("max_question_length").intValue());
    }

    private static AnswerOptions answersOf(JsonNode json) {
        return new AnswerOptions(
                json.get("n_best_size").intValue(),
                json.get("max_answer_length").intValue(),
                json.get("no_answer_allowed").booleanValue(),
                json.get("null_score_threshold").doubleValue(),
                1);
    }

    /// Writes the options into a model's directory.
    public void save(Path directory) {
        SavedOptions.write(directory, TASK, toMap());
    }

    /// @throws BadInputException if a model of this size cannot take such windows
    public void requireFitting(BertConfig config) {
        TextOptions.requireFitting(features.maxLength(), config);
    }

    /// The options under the names they have on the command line, with underscores.
    public Map<String, Object> toMap() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("max_length", features.maxLength());
        switch (features.stride()) {
            case WindowStride.Step(int step) -> json.put("window_step", step);
            case WindowStride.Overlap(int overlap) -> json.put("window_overlap", overlap);
        }
        json.put("max_question_length", features.maxQuestionLength());
        json.put("n_best_size", answers.nBestSize());
        json.put("max_answer_length", answers.maxAnswerLength());
        json.put("no_answer_allowed", answers.noAnswerAllowed());
        json.put("null_score_threshold", answers.nullScoreThreshold());
        return json;
    }

    public QaOptions withFeatures(QaFeatureOptions value) {
        return new QaOptions(value, answers);
    }

    public QaOptions withAnswers(AnswerOptions value) {
        return new QaOptions(features, value);
    }
}
