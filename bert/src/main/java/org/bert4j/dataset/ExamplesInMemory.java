package org.bert4j.dataset;

import java.util.Iterator;

/// Examples that need no file any more.
record ExamplesInMemory<E>(Iterator<E> examples) implements ExampleStream<E> {
    @Override
    public boolean hasNext() {
        return examples.hasNext();
    }

    @Override
    public E next() {
        return examples.next();
    }

    @Override
    public String description() {
        return "examples in memory";
    }

    @Override
    public void close() {}
}
