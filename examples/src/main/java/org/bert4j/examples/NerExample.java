package org.bert4j.examples;

import org.bert4j.predictor.EntityRecognizer;
import org.bert4j.starters.PullListener;
import org.bert4j.starters.Starters;
import org.bert4j.task.Entities;
import org.bert4j.task.NerTask;
import org.bert4j.trainer.FineTuning;
import org.bert4j.trainer.RunDirectory;
import org.bert4j.trainer.Stop;
import org.bert4j.trainer.TrainingListener;

import java.nio.file.Path;

/// Learns to find names in texts, then finds those of one: `NerExample MODEL TRAIN OUTPUT TEXT`.
///
/// TRAIN is a CoNLL file such as `entities.conll` beside this program, or has spans as CLUENER's files, such as the
/// Chinese `entities-zh.jsonl`.
public final class NerExample {
    public static void main(String[] arguments) {
        Path model = Starters.resolve(arguments[0], PullListener.SILENT, false);
        FineTuning recipe = FineTuning.of(NerTask.DEFAULT, model, Path.of(arguments[1]));
        recipe =
                recipe.withTraining(
                        recipe.training().withEpochs(10).withBatchSize(8).withLearningRate(3e-4));

        RunDirectory run = RunDirectory.create(Path.of(arguments[2]));
        recipe.run(run, new TrainingListener() {}, new Stop());

        try (EntityRecognizer recognizer = EntityRecognizer.open(run.best())) {
            for (Entities.Entity entity : recognizer.find(arguments[3]).entities()) {
                System.out.printf(
                        "%s %s (from %d to %d)%n",
                        entity.type(), entity.text(), entity.start(), entity.end());
            }
        }
    }
}
