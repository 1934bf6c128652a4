package org.bert4j.cli;

import me.tongfei.progressbar.ProgressBar;

import org.bert4j.starters.PullListener;
import org.bert4j.starters.Starter;

import java.nio.file.Path;

/// Shows how a starter is fetched.
final class PullDisplay implements PullListener {
    private static final int MEBIBYTE = 1 << 20;

    private ProgressBar bar;

    @Override
    public void waiting(Starter starter) {
        System.err.println(
                "Another process is fetching %s; waiting for it".formatted(starter.name()));
    }

    @Override
    public void downloadStarts(Starter starter, long bytes) {
        System.err.println(
                "Fetching the starter checkpoint %s (%s): %d MiB"
                        .formatted(starter.name(), starter.language(), bytes / MEBIBYTE));
        bar = Bars.bytes(starter.name(), bytes);
    }

    @Override
    public void downloaded(Starter starter, long bytes) {
        bar.stepTo(bytes);
    }

    @Override
    public void conversionStarts(Starter starter, Path directory) {
        closeBar();
    }

    @Override
    public void finished(Starter starter, Path directory) {
        closeBar();
        System.err.println("The checkpoint %s lies in %s".formatted(starter.name(), directory));
    }

    private void closeBar() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
