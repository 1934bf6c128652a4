package org.bert4j.dataset;

import java.util.Iterator;
import java.util.function.UnaryOperator;

/// Examples read from files one after the other, as they are asked for.
///
/// @param <E> what one example holds
public interface ExampleStream<E> extends Iterator<E>, AutoCloseable {
    /// What was found in the files, for people: `train.tsv: tab separated, no header; text = column 1, label = column 2`.
    String description();

    @Override
    void close();

    /// The same examples, each changed as it is read.
    default ExampleStream<E> map(UnaryOperator<E> change) {
        return new ChangedExamples<>(this, change);
    }

    /// Examples that are in memory.
    static <E> ExampleStream<E> of(Iterable<E> examples) {
        return new ExamplesInMemory<>(examples.iterator());
    }
}
