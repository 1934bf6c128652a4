package org.bert4j.vocabulary;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/// Texts that are there already.
final class Texts {
    private Texts() {}

    static TextSource of(String... lines) {
        return of(Arrays.asList(lines));
    }

    static TextSource of(List<String> lines) {
        return () -> new Lines(lines.iterator());
    }

    private record Lines(Iterator<String> lines) implements TextSource.Lines {
        @Override
        public String next() {
            return lines.hasNext() ? lines.next() : null;
        }

        @Override
        public void close() {}
    }
}
