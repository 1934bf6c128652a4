package org.bert4j.cli;

import me.tongfei.progressbar.ProgressBar;

import org.bert4j.corpus.CorpusListener;

/// Shows on stderr how text becomes a corpus: a bar for each step.
final class CorpusDisplay implements CorpusListener, AutoCloseable {
    private Step shown;
    private ProgressBar bar;

    @Override
    public void progress(Step step, long bytes, long total) {
        if (step != shown) {
            close();
            bar = Bars.bytes(step.label(), total);
            shown = step;
        }
        bar.stepTo(bytes);
    }

    @Override
    public void notice(String message) {
        if (bar != null) {
            Bars.clearLine();
        }
        System.err.println(message);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
