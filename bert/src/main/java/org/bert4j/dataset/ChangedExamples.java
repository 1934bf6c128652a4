package org.bert4j.dataset;

import java.util.function.UnaryOperator;

/// Examples that are changed as they are read.
record ChangedExamples<E>(ExampleStream<E> source, UnaryOperator<E> change)
        implements ExampleStream<E> {
    @Override
    public boolean hasNext() {
        return source.hasNext();
    }

    @Override
    public E next() {
        return change.apply(source.next());
    }

    @Override
    public String description() {
        return source.description();
    }

    @Override
    public void close() {
        source.close();
    }
}
