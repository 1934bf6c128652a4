package org.bert4j.examples;

import org.bert4j.predictor.ZeroShotClassifier;
import org.bert4j.task.Classification;

import java.nio.file.Path;
import java.util.List;

/// Labels a text with labels the model was never trained on: `ZeroShotExample MODEL TEXT LABEL...`.
///
/// MODEL is the output of [NliExample].
public final class ZeroShotExample {
    public static void main(String[] arguments) {
        List<String> labels = List.of(arguments).subList(2, arguments.length);
        try (ZeroShotClassifier classifier = ZeroShotClassifier.open(Path.of(arguments[0]))) {
            Classification answer = classifier.classify(arguments[1], labels);
            for (Classification.Scored scored : answer.scores()) {
                System.out.printf("%s %.2f%n", scored.label(), scored.probability());
            }
        }
    }
}
