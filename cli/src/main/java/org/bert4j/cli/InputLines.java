package org.bert4j.cli;

import org.bert4j.dataset.TextExample;
import org.bert4j.dataset.TextLines;

import java.util.Iterator;
import java.util.function.Function;

/// Examples to predict on, one a line of stdin; each is read when it is asked for.
///
/// @param example makes an example of a line's texts
record InputLines<E>(TextLines lines, Function<TextExample, E> example) implements Iterator<E> {
    /// Whether another line is there already: somebody typing has not written it yet.
    boolean ready() {
        return lines.ready();
    }

    @Override
    public boolean hasNext() {
        return lines.hasNext();
    }

    @Override
    public E next() {
        return example.apply(lines.next());
    }
}
