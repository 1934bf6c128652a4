package org.bert4j.cli;

import org.bert4j.encoder.BertConfig;
import org.bert4j.trainer.FineTuning;

import java.nio.file.Path;
import java.util.List;

/// What a task adds to `finetune`: its own options and the recipe they make.
interface TrainedTask {
    /// As in `finetune NAME`.
    String name();

    /// What it is about, for the help.
    String description();

    /// Which files it is trained and evaluated on, for the help.
    String data();

    /// Lines that work when pasted, none too long for a narrow terminal.
    List<String> example();

    /// Objects with options of `finetune` alone; a trained model knows them from its directory.
    List<Object> trainingOptions();

    /// Options of all tasks that this one refuses, so that its help does not offer them.
    default List<String> refused() {
        return List.of("--calibrate");
    }

    /// The usual recipe with this task's options.
    ///
    /// @throws IllegalArgumentException if an option does not make sense
    FineTuning recipe(Path model, Path train);

    /// The same with rows that fit a model of this size.
    FineTuning recipe(Path model, Path train, BertConfig config);
}
