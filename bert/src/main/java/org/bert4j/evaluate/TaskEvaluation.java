package org.bert4j.evaluate;

import org.bert4j.task.Scorer;
import org.bert4j.task.TaskModel;
import org.bert4j.tensor.Precision;
import org.bert4j.tokenizer.BadInputException;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.IntConsumer;

/// Streams examples through a model, a few hundred at a time, and scores the answers.
public record TaskEvaluation<E, A>(TaskModel<E, A> model) {
    private static final int EXAMPLES_AT_ONCE = 512;

    /// Hears every answer, in the order of the data.
    @FunctionalInterface
    public interface AnswerListener<E, A> {
        void answered(E example, A answer);
    }

    /// Answers every example.
    ///
    /// @param progress hears the number of examples answered so far
    public void answer(
            Iterator<E> examples,
            Precision precision,
            IntConsumer progress,
            AnswerListener<E, A> listener) {
        TaskAnswering<E, A> answering = new TaskAnswering<>(model, precision);
        int done = 0;
        while (examples.hasNext()) {
            List<E> some = new ArrayList<>();
            while (some.size() < EXAMPLES_AT_ONCE && examples.hasNext()) {
                some.add(examples.next());
            }
            List<A> answers = answering.answer(some);
            for (int i = 0; i < some.size(); i++) {
                listener.answered(some.get(i), answers.get(i));
            }
            done += some.size();
            progress.accept(done);
        }
    }

    /// Answers and scores every example.
    ///
    /// @throws BadInputException naming the first one whose truth is missing or not one the model knows
    public Evaluation evaluate(
            Iterator<E> examples,
            Scorer<E, A> scorer,
            Precision precision,
            IntConsumer progress,
            AnswerListener<E, A> listener) {
        answer(
                examples,
                precision,
                progress,
                (example, answer) -> {
                    model.requireTruth(example);
                    scorer.add(example, answer);
                    listener.answered(example, answer);
                });
        return Evaluation.of(scorer.figures(), scorer.decisive());
    }
}
