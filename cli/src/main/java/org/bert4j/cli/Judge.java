package org.bert4j.cli;

import org.bert4j.dataset.FileLines;
import org.bert4j.metric.Sample;
import org.bert4j.report.AnswerSummary;
import org.bert4j.tokenizer.BadInputException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Evaluates models of one task on some data: what `evaluate TASK` does.
interface Judge {
    /// @param model  its directory
    /// @param writes whether the predictions go where the user wants them
    Judgement judge(Path model, boolean writes);

    /// Finds out, before work is done that would be lost, whether a model can be judged.
    ///
    /// @throws BadInputException if it is damaged, or one of another task
    void requireModel(Path model);

    /// The same of answers that a model has given before, as far as their file tells.
    ///
    /// @param predictions as `--predictions` writes them
    /// @throws BadInputException if the file holds something else
    default void requireAnswers(Path predictions) {
        int number = 0;
        try (FileLines lines = FileLines.open(predictions)) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                number++;
                if (!Json.isObject(line)) {
                    throw new BadInputException(
                            "%s:%d is no line of predictions; give a file that evaluate --predictions has written."
                                    .formatted(predictions, number));
                }
            }
        }
        if (number == 0) {
            throw new BadInputException(
                    "%s is empty; give a file that evaluate --predictions has written."
                            .formatted(predictions));
        }
    }

    /// The answers that a model has given before, to the same data.
    ///
    /// @param predictions as `--predictions` writes them
    /// @param own         what the model at hand does
    /// @throws BadInputException if the file holds something else
    default Judgement judgeAnswers(Path predictions, Judgement own) {
        Sample sample = AnswerSummary.read(predictions, own.figures()).sample();
        return new Judgement(own.task(), own.evaluation(), sample);
    }

    /// That of `evaluate TASK --data FILE...` without other options.
    ///
    /// @throws BadInputException if there is no such task
    static Judge of(String task, List<Path> data) {
        List<String> words =
                new ArrayList<>(List.of("evaluate", task, "--model", "none", "--data"));
        data.forEach(file -> words.add(file.toString()));
        return Main.parsed(words)
                .map(Judge.class::cast)
                .orElseThrow(
                        () ->
                                new BadInputException(
                                        "Models of the task %s are not evaluated on files; leave out --data."
                                                .formatted(task)));
    }
}
