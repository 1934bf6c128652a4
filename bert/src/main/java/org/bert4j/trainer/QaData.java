package org.bert4j.trainer;

import org.bert4j.dataset.HoldOut;
import org.bert4j.dataset.QaFiles;
import org.bert4j.dataset.QaOverlap;
import org.bert4j.dataset.QaParagraph;
import org.bert4j.evaluate.Evaluator;
import org.bert4j.evaluate.QaEvaluation;
import org.bert4j.evaluate.QaMetricChoice;
import org.bert4j.feature.QaExampleFeatures;
import org.bert4j.feature.QaFeature;
import org.bert4j.feature.QaFeatureStream;
import org.bert4j.feature.QaFeaturizer;
import org.bert4j.task.QaModel;
import org.bert4j.task.QaOptions;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.BertTokenizer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The data of a question answering run: features to train on, paragraphs to evaluate on.
///
/// @param features      labelled windows of the training questions
/// @param hasImpossible whether some training questions have no answer
/// @param files         every file that was read
/// @param devParagraphs a fresh pass over the held-out paragraphs
record QaData(
        List<QaFeature> features,
        boolean hasImpossible,
        List<Path> files,
        Iterable<QaParagraph> devParagraphs) {
    private static final double HELD_OUT_SHARE = 0.1;

    static QaData read(QaFineTuning recipe, BertTokenizer tokenizer, TrainingListener listener) {
        List<Path> devFiles = recipe.dev();
        List<Path> files = Stream.concat(recipe.train().stream(), devFiles.stream()).toList();
        if (!devFiles.isEmpty()) {
            warnOfOverlap(recipe, listener);
            return features(
                    recipe, tokenizer, _ -> true, files, () -> QaFiles.open(devFiles), listener);
        }
        HoldOut holdOut =
                HoldOut.choose(
                        QaFiles.open(recipe.train()), HELD_OUT_SHARE, recipe.training().seed());
        listener.notice(
                "No development file: %d of %d paragraphs are held out to evaluate on"
                        .formatted(holdOut.held(), holdOut.distinct()));
        return features(
                recipe,
                tokenizer,
                paragraph -> !holdOut.holds(paragraph),
                files,
                () -> QaFiles.open(recipe.train(), holdOut::holds),
                listener);
    }

    private static void warnOfOverlap(QaFineTuning recipe, TrainingListener listener) {
        QaOverlap overlap =
                QaOverlap.measure(QaFiles.open(recipe.train()), QaFiles.open(recipe.dev()));
        if (overlap.any()) {
            listener.notice(
                    "WARNING: %.1f %% of the development contexts and %.1f %% of its questions are also in the training data, so the scores flatter"
                            .formatted(
                                    100 * overlap.contextShare(), 100 * overlap.questionShare()));
        }
    }

    private static QaData features(
            QaFineTuning recipe,
            BertTokenizer tokenizer,
            Predicate<QaParagraph> trained,
            List<Path> files,
            Iterable<QaParagraph> dev,
            TrainingListener listener) {
        List<QaFeature> features = new ArrayList<>();
        boolean impossible = false;
        int limit = recipe.limit().orElse(Integer.MAX_VALUE);
        int threads = Runtime.getRuntime().availableProcessors();
        QaFeaturizer featurizer = new QaFeaturizer(tokenizer, recipe.options().features());
        try (QaFeatureStream questions =
                featurizer.trainingStream(QaFiles.open(recipe.train(), trained), threads)) {
            for (int i = 0; i < limit && questions.hasNext(); i++) {
                QaExampleFeatures question = questions.next();
                features.addAll(question.features());
                impossible |= question.example().impossible();
            }
            listener.notice("Training data: " + questions.report().summary());
        }
        if (features.isEmpty()) {
            throw new BadInputException(
                    "No question of %s can be trained on; give data whose answers stand in their contexts."
                            .formatted(recipe.train()));
        }
        return new QaData(features, impossible, files, dev);
    }

    /// Scores a model on the held-out paragraphs with the official metric of their language.
    Evaluator evaluator(QaModel model, QaOptions options) {
        QaMetricChoice metric = QaMetricChoice.forLanguageOf(devParagraphs.iterator().next());
        QaEvaluation evaluation = new QaEvaluation(model, options);
        return precision ->
                evaluation.evaluate(
                        devParagraphs.iterator(),
                        metric.create(),
                        precision,
                        _ -> {},
                        (_, _) -> {});
    }
}
