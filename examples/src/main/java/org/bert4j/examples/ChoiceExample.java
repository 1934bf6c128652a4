package org.bert4j.examples;

import org.bert4j.predictor.ChoicePredictor;
import org.bert4j.starters.PullListener;
import org.bert4j.starters.Starters;
import org.bert4j.task.ChoiceTask;
import org.bert4j.task.Classification;
import org.bert4j.trainer.FineTuning;
import org.bert4j.trainer.RunDirectory;
import org.bert4j.trainer.Stop;
import org.bert4j.trainer.TrainingListener;

import java.nio.file.Path;
import java.util.List;

/// Learns how sentences go on, then chooses an end: `ChoiceExample MODEL TRAIN OUTPUT TEXT CHOICE...`.
///
/// TRAIN has a text, its choices and the number of the right one in each row, such as `choice-train.jsonl` beside this
/// program.
public final class ChoiceExample {
    public static void main(String[] arguments) {
        Path model = Starters.resolve(arguments[0], PullListener.SILENT, false);
        FineTuning recipe = FineTuning.of(ChoiceTask.DEFAULT, model, Path.of(arguments[1]));
        recipe =
                recipe.withTraining(
                        recipe.training().withEpochs(4).withBatchSize(8).withLearningRate(1e-4));

        RunDirectory run = RunDirectory.create(Path.of(arguments[2]));
        recipe.run(run, new TrainingListener() {}, new Stop());

        List<String> choices = List.of(arguments).subList(4, arguments.length);
        try (ChoicePredictor predictor = ChoicePredictor.open(run.best())) {
            Classification answer = predictor.choose(arguments[3], choices);
            System.out.printf("%s %.2f%n", answer.best().label(), answer.best().probability());
        }
    }
}
