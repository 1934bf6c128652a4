package org.bert4j.examples;

import org.bert4j.predictor.Classifier;
import org.bert4j.starters.PullListener;
import org.bert4j.starters.Starters;
import org.bert4j.task.Classification;
import org.bert4j.task.ClassifyTask;
import org.bert4j.trainer.FineTuning;
import org.bert4j.trainer.RunDirectory;
import org.bert4j.trainer.Stop;
import org.bert4j.trainer.TrainingListener;

import java.nio.file.Path;

/// Learns to label texts, then labels one: `ClassifyExample MODEL TRAIN OUTPUT TEXT`.
///
/// TRAIN is a table with a text and a label in each row, such as `reviews.tsv` or `reviews-zh.tsv` beside this program.
public final class ClassifyExample {
    public static void main(String[] arguments) {
        Path model = Starters.resolve(arguments[0], PullListener.SILENT, false);
        FineTuning recipe = FineTuning.of(ClassifyTask.DEFAULT, model, Path.of(arguments[1]));
        recipe =
                recipe.withTraining(
                        recipe.training().withEpochs(6).withBatchSize(8).withLearningRate(3e-4));

        RunDirectory run = RunDirectory.create(Path.of(arguments[2]));
        recipe.run(run, new TrainingListener() {}, new Stop());

        try (Classifier classifier = Classifier.open(run.best())) {
            Classification answer = classifier.classify(arguments[3]);
            for (Classification.Scored scored : answer.scores()) {
                System.out.printf("%s %.2f%n", scored.label(), scored.probability());
            }
        }
    }
}
