package org.bert4j.trainer;

import org.bert4j.checkpoint.Bert4jHome;
import org.bert4j.dataset.QaFiles;
import org.bert4j.dataset.QaOverlap;
import org.bert4j.dataset.QaParagraph;
import org.bert4j.evaluate.Evaluator;
import org.bert4j.evaluate.QaEvaluation;
import org.bert4j.evaluate.QaMetricChoice;
import org.bert4j.feature.QaFeatureCache;
import org.bert4j.feature.QaFeatures;
import org.bert4j.feature.QaFeaturizer;
import org.bert4j.task.QaModel;
import org.bert4j.task.QaOptions;
import org.bert4j.tokenizer.BadInputException;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// The data of a question answering run: features to train on, paragraphs to evaluate on.
///
/// @param features labelled windows of the training questions, in a mapped file
/// @param dev      a fresh pass over the held-out paragraphs
record QaData(QaFeatures features, Supplier<QaFiles> dev) {
    static QaData read(
            FineTuning recipe,
            QaFeaturizer featurizer,
            DataHashes hashes,
            TrainingListener listener) {
        if (!recipe.dev().isEmpty()) {
            warnOfOverlap(recipe, listener);
            return new QaData(
                    features(recipe, featurizer, train(recipe, hashes), _ -> true, listener),
                    () -> QaFiles.open(recipe.dev()));
        }
        Predicate<QaParagraph> held = held(recipe, listener);
        String part =
                "%s without %s, seed %d"
                        .formatted(train(recipe, hashes), recipe.split(), recipe.training().seed());
        return new QaData(
                features(recipe, featurizer, part, held.negate(), listener),
                () -> QaFiles.open(recipe.train(), held));
    }

    /// After the files were read once, since readers say best what is wrong with a file.
    private static String train(FineTuning recipe, DataHashes hashes) {
        return recipe.train().stream().map(hashes::of).collect(Collectors.joining(" "));
    }

    private static Predicate<QaParagraph> held(FineTuning recipe, TrainingListener listener) {
        try (QaFiles paragraphs = QaFiles.open(recipe.train())) {
            Split.Held held = recipe.split().choose(contexts(paragraphs), recipe.training().seed());
            listener.notice(
                    "No development file: %d of %d paragraphs are held out to evaluate on"
                            .formatted(held.held(), held.distinct()));
            return paragraph -> held.texts().test(paragraph.context());
        }
    }

    private static Iterator<String> contexts(QaFiles paragraphs) {
        Iterable<QaParagraph> once = () -> paragraphs;
        return StreamSupport.stream(once.spliterator(), false).map(QaParagraph::context).iterator();
    }

    private static void warnOfOverlap(FineTuning recipe, TrainingListener listener) {
        try (QaFiles train = QaFiles.open(recipe.train());
                QaFiles dev = QaFiles.open(recipe.dev())) {
            QaOverlap overlap = QaOverlap.measure(train, dev);
            if (overlap.any()) {
                listener.notice(
                        "WARNING: %.1f %% of the development contexts and %.1f %% of its questions are also in the training data, so the scores flatter"
                                .formatted(
                                        100 * overlap.contextShare(),
                                        100 * overlap.questionShare()));
            }
        }
    }

    /// @param part   says which paragraphs are wanted, as a text
    /// @param wanted says it of each
    private static QaFeatures features(
            FineTuning recipe,
            QaFeaturizer featurizer,
            String part,
            Predicate<QaParagraph> wanted,
            TrainingListener listener) {
        int limit = recipe.limit().orElse(Integer.MAX_VALUE);
        List<Path> files = recipe.train();
        QaFeatures features =
                new QaFeatureCache(
                                Bert4jHome.features(), Runtime.getRuntime().availableProcessors())
                        .training(
                                featurizer,
                                "%s, first %d".formatted(part, limit),
                                () -> QaFiles.open(files, wanted, limit));
        listener.notice("Training data: " + features.report().summary());
        if (features.size() == 0) {
            throw new BadInputException(
                    "No question of %s can be trained on; give data whose answers stand in their contexts."
                            .formatted(files));
        }
        return features;
    }

    /// Scores a model on the first of every `step` held-out paragraphs with the official metric of their language.
    Evaluator evaluator(QaModel model, QaOptions options, int step) {
        QaMetricChoice metric = metric();
        QaEvaluation evaluation = new QaEvaluation(model, options);
        return (precision, answers) -> {
            try (QaFiles paragraphs = dev.get()) {
                return evaluation.evaluate(
                        new EveryNth<>(paragraphs, step),
                        metric.create(),
                        precision,
                        _ -> {},
                        (question, prediction) ->
                                answers.accept(prediction.line(question, metric.create())));
            }
        };
    }

    private QaMetricChoice metric() {
        try (QaFiles paragraphs = dev.get()) {
            return QaMetricChoice.forLanguageOf(paragraphs.next());
        }
    }

    Preparation.DevelopmentSize developmentSize() {
        int paragraphs = 0;
        int questions = 0;
        try (QaFiles all = dev.get()) {
            while (all.hasNext()) {
                paragraphs++;
                questions += all.next().examples().size();
            }
        }
        return new Preparation.DevelopmentSize(paragraphs, questions);
    }
}
