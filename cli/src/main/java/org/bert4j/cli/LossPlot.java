package org.bert4j.cli;

import java.util.List;
import java.util.Locale;

/// A curve drawn with characters, for people who would rather look than read.
final class LossPlot {
    private static final int COLUMNS = 60;
    private static final int ROWS = 8;

    private LossPlot() {}

    /// @param losses of each step; at least one
    static String draw(List<Double> losses) {
        int columns = Math.min(COLUMNS, losses.size());
        double[] means = new double[columns];
        for (int i = 0; i < columns; i++) {
            int from = i * losses.size() / columns;
            int to = (i + 1) * losses.size() / columns;
            means[i] =
                    losses.subList(from, to).stream().mapToDouble(x -> x).average().orElseThrow();
        }
        double highest = 0;
        for (double mean : means) {
            highest = Math.max(highest, mean);
        }
        StringBuilder plot = new StringBuilder("loss\n");
        for (int row = ROWS; row >= 1; row--) {
            plot.append(String.format(Locale.ROOT, "%6.2f |", highest * row / ROWS));
            for (double mean : means) {
                plot.append(cell(mean / highest * ROWS - (row - 1)));
            }
            plot.append('\n');
        }
        plot.append("       +").append("-".repeat(columns)).append('\n');
        return plot.append("        1")
                .append(" ".repeat(Math.max(1, columns - 1 - digits(losses.size()))))
                .append(losses.size())
                .append(" steps\n")
                .toString();
    }

    private static int digits(int number) {
        return Integer.toString(number).length();
    }

    /// How much of a cell the curve fills, in eighths.
    private static char cell(double filled) {
        String blocks = " ▁▂▃▄▅▆▇█";
        return blocks.charAt(Math.clamp(Math.round(filled * 8), 0, 8));
    }
}
