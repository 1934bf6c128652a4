package org.bert4j.vocabulary;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/// Hands the lines of all texts, some at a time, to any number of threads.
final class LineBatches implements AutoCloseable {
    private static final int BATCH_UNITS = 1 << 17;

    private final Iterator<TextSource> texts;
    private TextSource.Lines lines;
    private boolean stopped;

    LineBatches(List<TextSource> texts) {
        this.texts = texts.iterator();
    }

    /// Lines that nobody has had; none at the end.
    synchronized List<String> next() {
        List<String> batch = new ArrayList<>();
        int units = 0;
        while (units < BATCH_UNITS && !stopped) {
            String line = nextLine();
            if (line == null) {
                return batch;
            }
            batch.add(line);
            units += line.length() + 1;
        }
        return batch;
    }

    private String nextLine() {
        while (lines != null || texts.hasNext()) {
            if (lines == null) {
                lines = texts.next().open();
            }
            String line = lines.next();
            if (line != null) {
                return line;
            }
            close();
        }
        return null;
    }

    /// From now on there are no lines.
    synchronized void stop() {
        stopped = true;
    }

    @Override
    public synchronized void close() {
        if (lines != null) {
            lines.close();
            lines = null;
        }
    }
}
