package org.bert4j.predictor;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.LoadReport;
import org.bert4j.dataset.QaExample;
import org.bert4j.dataset.QaParagraph;
import org.bert4j.evaluate.QaAnswering;
import org.bert4j.feature.QaExampleFeatures;
import org.bert4j.feature.QaFeaturizer;
import org.bert4j.task.Answer;
import org.bert4j.task.AnswerOptions;
import org.bert4j.task.QaModel;
import org.bert4j.task.QaOptions;
import org.bert4j.task.QaPrediction;
import org.bert4j.tensor.Precision;

import java.nio.file.Path;
import java.util.List;

/// Answers questions about texts of any length.
///
/// ```java
/// try (QaPredictor predictor = QaPredictor.open(Path.of("my-model"))) {
///     Answer answer = predictor.answer("What is the capital of France?", "The capital of France is Paris.");
///     System.out.println(answer.text());
/// }
/// ```
///
/// Safe for many threads: their questions are computed one after the other, each on all cores.
public final class QaPredictor implements AutoCloseable {
    private final QaModel model;
    private final QaOptions options;
    private final QaFeaturizer featurizer;
    private final Precision precision;
    private final Worker worker;

    private QaPredictor(Path directory, long seed, Precision precision, Worker worker) {
        this.precision = precision;
        this.worker = worker;
        try (Checkpoint checkpoint = Checkpoint.open(directory)) {
            options = QaOptions.of(checkpoint);
            model = QaModel.load(checkpoint, seed);
        }
        featurizer = new QaFeaturizer(model.bert().tokenizer(), options.features());
    }

    /// Opens a model directory, or the directory of a training run (its best model).
    ///
    /// @throws org.bert4j.tokenizer.BadInputException if there is no usable model
    public static QaPredictor open(Path directory) {
        return open(directory, 0);
    }

    /// The same in another precision: bfloat16 and 8-bit integers are faster on processors that have them, and round.
    ///
    /// @throws org.bert4j.tokenizer.BadInputException if this machine cannot compute in it
    public static QaPredictor open(Path directory, Precision precision) {
        return Worker.open(precision, worker -> new QaPredictor(directory, 0, precision, worker));
    }

    /// The same for a model that was not trained to answer questions: it gets a random head and answers nonsense, which
    /// is good to have seen once.
    ///
    /// @param seed of the head
    public static QaPredictor open(Path directory, long seed) {
        return Worker.open(worker -> new QaPredictor(directory, seed, Precision.FP32, worker));
    }

    /// What was loaded: a head that is new answers nonsense.
    public LoadReport report() {
        return model.bert().report();
    }

    public QaOptions options() {
        return options;
    }

    /// The best answer; [Answer#isNone] if the model knows unanswerable questions and takes this for one.
    public Answer answer(String question, String context) {
        return answer(question, context, 1).best();
    }

    /// The best answers, most probable first.
    ///
    /// @param count how many, if the context has that many
    public QaPrediction answer(String question, String context, int count) {
        QaExample example = QaExample.unanswered("0", question, context);
        return answer(QaParagraph.of(example), count).getFirst();
    }

    /// Answers all questions about one paragraph.
    public List<QaPrediction> answer(QaParagraph paragraph, int count) {
        AnswerOptions wanted = options.answers().withAnswersWanted(count);
        return worker.call(
                () -> {
                    List<QaExampleFeatures> questions = featurizer.forPrediction(paragraph);
                    return new QaAnswering(model, wanted, precision).answer(questions);
                });
    }

    @Override
    public void close() {
        worker.close();
        model.close();
    }
}
