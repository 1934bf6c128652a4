package org.bert4j.examples;

import org.bert4j.predictor.QaPredictor;
import org.bert4j.task.Answer;

import java.nio.file.Path;

/// Answers a question with a stretch of a text: `PredictExample MODEL QUESTION CONTEXT`.
public final class PredictExample {
    public static void main(String[] arguments) {
        try (QaPredictor predictor = QaPredictor.open(Path.of(arguments[0]))) {
            Answer answer = predictor.answer(arguments[1], arguments[2]);
            System.out.printf("%s (from %d to %d)%n", answer.text(), answer.start(), answer.end());
        }
    }
}
