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

/// Learns what follows from a sentence and what contradicts it, then judges a pair:
/// `NliExample MODEL TRAIN OUTPUT PREMISE HYPOTHESIS`.
///
/// TRAIN has the shape of SNLI, MultiNLI or OCNLI. The 54 pairs of `inference.jsonl` beside this program show the shape;
/// to learn the task takes thousands.
public final class NliExample {
    public static void main(String[] arguments) {
        Path model = Starters.resolve(arguments[0], PullListener.SILENT, false);
        ClassifyTask nli = ClassifyTask.of(ClassifyTask.Kind.NLI);
        FineTuning recipe = FineTuning.of(nli, model, Path.of(arguments[1]));
        recipe = recipe.withTraining(recipe.training().withLearningRate(1e-4));

        RunDirectory run = RunDirectory.create(Path.of(arguments[2]));
        recipe.run(run, new TrainingListener() {}, new Stop());

        try (Classifier classifier = Classifier.open(run.best())) {
            Classification answer = classifier.classify(arguments[3], arguments[4]);
            System.out.printf("%s %.2f%n", answer.best().label(), answer.best().probability());
        }
    }
}
