package org.bert4j.task;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.dataset.ExampleStream;
import org.bert4j.encoder.BertConfig;
import org.bert4j.tokenizer.BadInputException;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Something BERT is fine-tuned for: a composition of reader, features, head, loss, metric and answer. The built-in ones
/// are records of options; a program can bring its own.
///
/// @param <E> examples
/// @param <A> answers
public interface Task<E, A> {
    /// The name on the command line: `classify`.
    String name();

    /// Every option that changes the result, under the names of the command line with underscores.
    Map<String, Object> options();

    /// Reads labelled examples.
    ///
    /// @throws BadInputException if a file is missing, damaged, or of another shape
    ExampleStream<E> open(List<Path> files);

    /// The same with rows that fit a model of this size, for those who have not chosen how long they are.
    default Task<E, A> within(BertConfig config) {
        return this;
    }

    /// What an example is recognised by: two with the same text never part when data are split.
    String text(E example);

    /// Where an example comes from, such as `train.tsv:418`.
    default String place(E example) {
        return String.valueOf(json(example).get("place"));
    }

    /// An example for machines: `place`, `texts` and `truth`.
    Map<String, Object> json(E example);

    /// An answer for machines, such as `label` and `probability`.
    Map<String, Object> json(E example, A answer);

    /// A judged example for machines: both together.
    default Map<String, Object> line(E example, A answer) {
        Map<String, Object> line = new LinkedHashMap<>(json(example));
        line.putAll(json(example, answer));
        return line;
    }

    /// A model to be trained: what it must know of the data (labels) is taken from the training examples.
    ///
    /// @param seed of parameters that the checkpoint does not have
    /// @throws BadInputException if the examples cannot be trained on, or the checkpoint does not fit
    TaskModel<E, A> create(Checkpoint checkpoint, List<E> training, long seed);

    /// A model that was trained: labels and options come from its directory.
    ///
    /// @throws BadInputException if the directory does not hold a model of this task
    TaskModel<E, A> load(Checkpoint checkpoint);
}
