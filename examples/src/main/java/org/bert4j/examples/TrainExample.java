package org.bert4j.examples;

import org.bert4j.starters.PullListener;
import org.bert4j.starters.Starters;
import org.bert4j.task.QaOptions;
import org.bert4j.trainer.FineTuning;
import org.bert4j.trainer.Progress;
import org.bert4j.trainer.RunDirectory;
import org.bert4j.trainer.Stop;
import org.bert4j.trainer.TrainingListener;

import java.nio.file.Path;

/// Fine-tunes a model to answer questions: `TrainExample MODEL TRAIN OUTPUT`.
///
/// MODEL is a directory or a starter's name, TRAIN a file of SQuAD's shape, OUTPUT a new directory.
public final class TrainExample {
    public static void main(String[] arguments) {
        Path model = Starters.resolve(arguments[0], PullListener.SILENT, false);
        FineTuning recipe = FineTuning.of(QaOptions.DEFAULT, model, Path.of(arguments[1]));
        recipe = recipe.withTraining(recipe.training().withEpochs(3).withLearningRate(3e-4));

        RunDirectory run = RunDirectory.create(Path.of(arguments[2]));
        Progress progress = recipe.run(run, new PrintLosses(), new Stop());
        System.out.printf("Best F1 %.2f; the model is %s%n", progress.bestScore(), run.best());
    }

    private static final class PrintLosses implements TrainingListener {
        @Override
        public void step(Step step) {
            System.out.printf("step %d, loss %.3f%n", step.step(), step.loss());
        }
    }
}
