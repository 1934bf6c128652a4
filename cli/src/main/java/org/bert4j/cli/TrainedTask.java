package org.bert4j.cli;

import org.bert4j.encoder.BertConfig;
import org.bert4j.trainer.FineTuning;

import java.nio.file.Path;
import java.util.List;

/// What a task adds to `finetune`: its own options and the recipe they make.
interface TrainedTask {
    /// As in `finetune NAME`.
    String name();

    /// One sentence for the help.
    String description();

    /// Lines that work when pasted, none too long for a narrow terminal.
    List<String> example();

    /// Objects with options of `finetune` alone; a trained model knows them from its directory.
    List<Object> trainingOptions();

    /// The usual recipe with this task's options.
    ///
    /// @throws IllegalArgumentException if an option does not make sense
    FineTuning recipe(Path model, Path train);

    /// The same with rows that fit a model of this size.
    FineTuning recipe(Path model, Path train, BertConfig config);
}
