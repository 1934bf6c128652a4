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

/// Learns which questions ask the same, then compares two: `PairsExample MODEL TRAIN OUTPUT TEXT PAIR`.
///
/// TRAIN is a table of pairs labelled 1 (the same) or 0, such as the Chinese `questions-zh.tsv` beside this program.
public final class PairsExample {
    public static void main(String[] arguments) {
        Path model = Starters.resolve(arguments[0], PullListener.SILENT, false);
        ClassifyTask pairs = ClassifyTask.of(ClassifyTask.Kind.PAIRS);
        FineTuning recipe = FineTuning.of(pairs, model, Path.of(arguments[1]));
        recipe =
                recipe.withTraining(
                        recipe.training().withEpochs(8).withBatchSize(8).withLearningRate(3e-4));

        RunDirectory run = RunDirectory.create(Path.of(arguments[2]));
        recipe.run(run, new TrainingListener() {}, new Stop());

        try (Classifier classifier = Classifier.open(run.best())) {
            Classification.Scored best = classifier.classify(arguments[3], arguments[4]).best();
            String verdict = best.label().equals("1") ? "the same" : "different";
            System.out.printf("%s %.2f%n", verdict, best.probability());
        }
    }
}
