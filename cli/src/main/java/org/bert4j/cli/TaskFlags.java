package org.bert4j.cli;

import org.bert4j.encoder.BertConfig;
import org.bert4j.task.Task;
import org.bert4j.trainer.FineTuning;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/// What a task adds to `finetune`, `evaluate` and `predict`.
interface TaskFlags<E, A> extends TrainedTask {
    /// Objects with the options that tell how labelled files are read: for `finetune` and `evaluate`.
    List<Object> dataOptions();

    /// The task with the user's options.
    Task<E, A> task();

    @Override
    default FineTuning recipe(Path model, Path train) {
        return FineTuning.of(task(), model, train);
    }

    @Override
    default FineTuning recipe(Path model, Path train, BertConfig config) {
        return FineTuning.of(task().within(config), model, train);
    }

    /// Examples to predict on, one a line.
    InputLines<E> lines(InputStream stdin);

    /// One example from the command line.
    ///
    /// @param pair null if there is none
    E example(String text, String pair);

    /// An answer as one or more lines for people.
    String line(A answer);
}
