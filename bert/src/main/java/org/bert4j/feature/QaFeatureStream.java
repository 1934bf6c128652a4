package org.bert4j.feature;

import org.bert4j.dataset.OrderedParallelMap;
import org.bert4j.dataset.QaParagraph;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.function.Function;
import java.util.function.IntConsumer;

/// The features of a whole data set, example by example, in the order of the data whatever the
/// number of threads. Only a few paragraphs are in work at a time, so memory stays flat. Close it
/// to stop the threads. For one consuming thread.
public final class QaFeatureStream implements Iterator<QaExampleFeatures>, AutoCloseable {
    private final OrderedParallelMap<QaParagraph, List<QaExampleFeatures>> paragraphs;
    private final Queue<QaExampleFeatures> ready = new ArrayDeque<>();
    private QaFeatureReport report = QaFeatureReport.EMPTY;
    private IntConsumer progress = _ -> {};

    QaFeatureStream(
            Iterator<QaParagraph> paragraphs,
            Function<QaParagraph, List<QaExampleFeatures>> convert,
            int threads) {
        this.paragraphs = new OrderedParallelMap<>(paragraphs, convert, threads);
    }

    /// Calls back on the consuming thread after each example, with the number of examples done so
    /// far.
    public QaFeatureStream onProgress(IntConsumer examplesDone) {
        progress = examplesDone;
        return this;
    }

    @Override
    public boolean hasNext() {
        while (ready.isEmpty() && paragraphs.hasNext()) {
            ready.addAll(paragraphs.next());
        }
        return !ready.isEmpty();
    }

    @Override
    public QaExampleFeatures next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        QaExampleFeatures example = ready.remove();
        report = report.plus(example);
        progress.accept(report.examples());
        return example;
    }

    /// The counts so far; complete once [#hasNext()] is false.
    public QaFeatureReport report() {
        return report;
    }

    @Override
    public void close() {
        paragraphs.close();
    }
}
