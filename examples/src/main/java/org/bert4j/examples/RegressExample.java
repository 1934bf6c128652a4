package org.bert4j.examples;

import org.bert4j.predictor.Regressor;
import org.bert4j.starters.PullListener;
import org.bert4j.starters.Starters;
import org.bert4j.task.RegressTask;
import org.bert4j.trainer.FineTuning;
import org.bert4j.trainer.RunDirectory;
import org.bert4j.trainer.Stop;
import org.bert4j.trainer.TrainingListener;

import java.nio.file.Path;

/// Learns how alike sentences are, then compares two: `RegressExample MODEL TRAIN OUTPUT TEXT PAIR`.
///
/// TRAIN is a table of pairs with a score, such as `similarity.csv` beside this program (0 unlike, 5 alike).
public final class RegressExample {
    public static void main(String[] arguments) {
        Path model = Starters.resolve(arguments[0], PullListener.SILENT, false);
        FineTuning recipe = FineTuning.of(RegressTask.DEFAULT, model, Path.of(arguments[1]));
        recipe =
                recipe.withTraining(
                        recipe.training().withEpochs(10).withBatchSize(8).withLearningRate(3e-4));

        RunDirectory run = RunDirectory.create(Path.of(arguments[2]));
        recipe.run(run, new TrainingListener() {}, new Stop());

        try (Regressor regressor = Regressor.open(run.best())) {
            System.out.printf("%.2f%n", regressor.score(arguments[3], arguments[4]));
        }
    }
}
