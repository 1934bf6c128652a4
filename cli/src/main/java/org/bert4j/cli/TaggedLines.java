package org.bert4j.cli;

import org.bert4j.dataset.TaggedText;

import java.io.InputStream;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// One text a line, read when it is asked for; blank lines are texts without entities, so that lines out match lines in.
final class TaggedLines implements Iterator<TaggedText> {
    private final LfLineReader lines;
    private int number;
    private String next;

    TaggedLines(InputStream stdin) {
        lines = new LfLineReader(stdin);
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            next = lines.next().orElse(null);
            number++;
        }
        return next != null;
    }

    @Override
    public TaggedText next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        TaggedText text = TaggedText.unlabelled("stdin:" + number, next);
        next = null;
        return text;
    }
}
