package org.bert4j.trainer;

import org.bert4j.checkpoint.Bert4jHome;
import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.evaluate.Evaluator;
import org.bert4j.feature.QaFeaturizer;
import org.bert4j.task.Bert;
import org.bert4j.task.Objective;
import org.bert4j.task.QaModel;
import org.bert4j.task.QaObjective;
import org.bert4j.task.QaOptions;
import org.bert4j.task.TaskObjective;

import java.util.Map;

/// Makes question answering ready: windows of the training questions lie in a mapped file, paragraphs to evaluate on are
/// streamed.
///
/// @param windows and answers
record QaPreparer(QaOptions windows) implements Preparer {
    @Override
    public String task() {
        return "qa";
    }

    @Override
    public Map<String, Object> options() {
        return windows.toMap();
    }

    private record Ready(
            QaModel model,
            Objective objective,
            Evaluator evaluator,
            QaData data,
            QaOptions saved,
            DataHashes dataHashes)
            implements Preparation {
        @Override
        public Evaluator evaluator(int step) {
            return data.evaluator(model, saved, step);
        }

        @Override
        public DevelopmentSize developmentSize() {
            return data.developmentSize();
        }

        @Override
        public Bert bert() {
            return model.bert();
        }

        @Override
        public void close() {
            objective.close();
            model.close();
        }
    }

    @Override
    public Preparation prepare(
            Checkpoint checkpoint, FineTuning recipe, RunDirectory run, TrainingListener listener) {
        windows.requireFitting(checkpoint.config());
        if (recipe.training().techniques().rDrop() > 0) {
            throw TaskObjective.noDistributions();
        }
        QaModel model = QaModel.load(checkpoint, recipe.training().seed());
        try {
            listener.notice(model.bert().report().summary());
            model.bert().freeze(recipe.freeze());
            DataHashes hashes = new DataHashes();
            QaFeaturizer featurizer = new QaFeaturizer(checkpoint.tokenizer(), windows.features());
            QaData data = QaData.read(recipe, featurizer, hashes, listener);
            QaOptions saved =
                    windows.withAnswers(
                            windows.answers().withNoAnswerAllowed(data.features().hasImpossible()));
            Evaluator evaluator = data.evaluator(model, saved, 1);
            return new Ready(
                    model,
                    new QaObjective(model, data.features(), saved, Bert4jHome.frozenOutputs()),
                    evaluator,
                    data,
                    saved,
                    hashes);
        } catch (RuntimeException e) {
            model.close();
            throw e;
        }
    }
}
