package org.bert4j.trainer;

import java.util.Iterator;

/// The first of every so many.
record EveryNth<T>(Iterator<T> all, int step) implements Iterator<T> {
    @Override
    public boolean hasNext() {
        return all.hasNext();
    }

    @Override
    public T next() {
        T next = all.next();
        for (int i = 1; i < step && all.hasNext(); i++) {
            all.next();
        }
        return next;
    }
}
