package org.bert4j.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import me.tongfei.progressbar.ProgressState;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;

/// Progress bars on stderr: one moving line on a terminal, a new line every few seconds in a log.
final class Bars {
    private static final int WIDTH = 120;
    private static final boolean TERMINAL =
            System.console() != null && System.console().isTerminal();

    private Bars() {}

    static ProgressBar items(String task, long count, String unit) {
        return common(task, count).setUnit(" " + unit, 1).build();
    }

    /// For a stream whose end is not known: how many so far, how fast, how long.
    static ProgressBar count(String task, String unit) {
        return common(task, -1).setRenderer((state, _) -> counted(state, unit)).build();
    }

    private static String counted(ProgressState state, String unit) {
        Duration elapsed = state.getElapsedAfterStart();
        double perSecond = state.getCurrent() / Math.max(1e-3, elapsed.toMillis() / 1e3);
        return String.format(
                Locale.ROOT,
                "%s  %d %s, %.1f/s, %d:%02d:%02d%s",
                state.getTaskName(),
                state.getCurrent(),
                unit,
                perSecond,
                elapsed.toHours(),
                elapsed.toMinutesPart(),
                elapsed.toSecondsPart(),
                Objects.requireNonNullElse(state.getExtraMessage(), ""));
    }

    static ProgressBar bytes(String task, long count) {
        return common(task, count).setUnit(" MiB", 1 << 20).build();
    }

    /// Takes the bar off the terminal's line, so that another line can be printed; the bar comes back below.
    static void clearLine() {
        if (TERMINAL) {
            System.err.print("\r\033[K");
        }
    }

    private static ProgressBarBuilder common(String task, long count) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(count)
                .setStyle(ProgressBarStyle.ASCII)
                .showSpeed(new DecimalFormat("0.0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
                .setUpdateIntervalMillis(TERMINAL ? 250 : 5000)
                .setConsumer(
                        TERMINAL
                                ? new ConsoleProgressBarConsumer(System.err, WIDTH)
                                : new DelegatingProgressBarConsumer(System.err::println, WIDTH));
    }
}
