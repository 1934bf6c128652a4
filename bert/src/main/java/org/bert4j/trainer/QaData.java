package org.bert4j.trainer;

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
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/// The data of a question answering run: features to train on, paragraphs to evaluate on.
///
/// @param features labelled windows of the training questions
/// @param hasImpossible whether some training questions have no answer
/// @param devParagraphs a fresh pass over the held-out paragraphs
record QaData(
        List<QaFeature> features, boolean hasImpossible, Iterable<QaParagraph> devParagraphs) {
    static QaData read(
            FineTuning recipe,
            QaOptions windows,
            BertTokenizer tokenizer,
            TrainingListener listener) {
        List<Path> devFiles = recipe.dev();
        if (!devFiles.isEmpty()) {
            warnOfOverlap(recipe, listener);
            return features(
                    recipe, windows, tokenizer, _ -> true, () -> QaFiles.open(devFiles), listener);
        }
        Predicate<String> held = recipe.split().held(contexts(recipe), recipe.training().seed());
        Set<String> distinct = new HashSet<>();
        contexts(recipe).forEachRemaining(distinct::add);
        listener.notice(
                "No development file: %d of %d paragraphs are held out to evaluate on"
                        .formatted(distinct.stream().filter(held).count(), distinct.size()));
        return features(
                recipe,
                windows,
                tokenizer,
                paragraph -> !held.test(paragraph.context()),
                () -> QaFiles.open(recipe.train(), paragraph -> held.test(paragraph.context())),
                listener);
    }

    private static Iterator<String> contexts(FineTuning recipe) {
        Iterable<QaParagraph> once = () -> QaFiles.open(recipe.train());
        return StreamSupport.stream(once.spliterator(), false).map(QaParagraph::context).iterator();
    }

    private static void warnOfOverlap(FineTuning recipe, TrainingListener listener) {
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
            FineTuning recipe,
            QaOptions windows,
            BertTokenizer tokenizer,
            Predicate<QaParagraph> trained,
            Iterable<QaParagraph> dev,
            TrainingListener listener) {
        List<QaFeature> features = new ArrayList<>();
        boolean impossible = false;
        int limit = recipe.limit().orElse(Integer.MAX_VALUE);
        int threads = Runtime.getRuntime().availableProcessors();
        QaFeaturizer featurizer = new QaFeaturizer(tokenizer, windows.features());
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
        return new QaData(features, impossible, dev);
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
