package org.bert4j.evaluate;

import org.bert4j.dataset.QaExample;
import org.bert4j.dataset.QaParagraph;
import org.bert4j.feature.QaExampleFeatures;
import org.bert4j.feature.QaFeatureStream;
import org.bert4j.feature.QaFeaturizer;
import org.bert4j.metric.QaMetric;
import org.bert4j.task.QaModel;
import org.bert4j.task.QaOptions;
import org.bert4j.task.QaPrediction;
import org.bert4j.tensor.Precision;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.IntConsumer;

/// Answers the questions of a data set, a few hundred at a time, and scores the answers.
///
/// @param options windows and answers
public record QaEvaluation(QaModel model, QaOptions options) {
    private static final int QUESTIONS_AT_ONCE = 256;

    /// Hears every answered question, in the order of the data.
    @FunctionalInterface
    public interface AnswerListener {
        void answered(QaExample question, QaPrediction prediction);
    }

    /// Answers every question.
    ///
    /// @param progress hears the number of questions answered so far
    public void answer(
            Iterator<QaParagraph> paragraphs,
            Precision precision,
            IntConsumer progress,
            AnswerListener listener) {
        QaFeaturizer featurizer = new QaFeaturizer(model.bert().tokenizer(), options.features());
        QaAnswering answering = new QaAnswering(model, options.answers(), precision);
        int threads = Runtime.getRuntime().availableProcessors();
        int done = 0;
        try (QaFeatureStream questions = featurizer.predictionStream(paragraphs, threads)) {
            while (questions.hasNext()) {
                List<QaExampleFeatures> some = new ArrayList<>();
                while (some.size() < QUESTIONS_AT_ONCE && questions.hasNext()) {
                    some.add(questions.next());
                }
                List<QaPrediction> predictions = answering.answer(some);
                for (int i = 0; i < some.size(); i++) {
                    listener.answered(some.get(i).example(), predictions.get(i));
                }
                done += some.size();
                progress.accept(done);
            }
        }
    }

    /// Answers and scores every question; the score that decides between models is F1.
    public Evaluation evaluate(
            Iterator<QaParagraph> paragraphs,
            QaMetric metric,
            Precision precision,
            IntConsumer progress,
            AnswerListener listener) {
        answer(
                paragraphs,
                precision,
                progress,
                (question, prediction) -> {
                    metric.add(
                            question.answers(),
                            prediction.best().text(),
                            prediction.nullScoreDifference());
                    listener.answered(question, prediction);
                });
        return Evaluation.of(new LinkedHashMap<>(metric.figures()), "f1");
    }
}
