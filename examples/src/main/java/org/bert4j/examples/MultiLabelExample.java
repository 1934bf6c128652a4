package org.bert4j.examples;

import org.bert4j.predictor.MultiLabelClassifier;
import org.bert4j.starters.PullListener;
import org.bert4j.starters.Starters;
import org.bert4j.task.MultiLabelTask;
import org.bert4j.trainer.FineTuning;
import org.bert4j.trainer.RunDirectory;
import org.bert4j.trainer.Stop;
import org.bert4j.trainer.TrainingListener;

import java.nio.file.Path;

/// Learns to give texts any number of labels, then labels one: `MultiLabelExample MODEL TRAIN OUTPUT TEXT`.
///
/// TRAIN has a text and an array of labels in each row, such as `topics.jsonl` beside this program.
public final class MultiLabelExample {
    public static void main(String[] arguments) {
        Path model = Starters.resolve(arguments[0], PullListener.SILENT, false);
        FineTuning recipe = FineTuning.of(MultiLabelTask.DEFAULT, model, Path.of(arguments[1]));
        recipe =
                recipe.withTraining(
                        recipe.training().withEpochs(10).withBatchSize(8).withLearningRate(3e-4));

        RunDirectory run = RunDirectory.create(Path.of(arguments[2]));
        recipe.run(run, new TrainingListener() {}, new Stop());

        try (MultiLabelClassifier classifier = MultiLabelClassifier.open(run.best())) {
            classifier
                    .classify(arguments[3])
                    .scores()
                    .forEach(
                            scored ->
                                    System.out.printf(
                                            "%s %s %.2f%n",
                                            scored.chosen() ? "yes" : "no ",
                                            scored.label(),
                                            scored.probability()));
        }
    }
}
