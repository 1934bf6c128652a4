package org.bert4j.trainer;

import org.bert4j.batch.BatchSize;

import java.util.List;

/// Seconds of a training step by the size of its batch: so much for the step itself, for each place of a token (matrix
/// products), and for each pair of tokens (attention). None of the three is negative.
final class StepCost {
    private static final int PARTS = 3;

    /// A step that was done.
    record Measured(BatchSize size, double seconds) {}

    private final double[] rates;

    private StepCost(double[] rates) {
        this.rates = rates;
    }

    /// The cost that comes closest to what was measured, relative errors squared.
    ///
    /// @param measured at least one
    static StepCost fit(List<Measured> measured) {
        double[] best = null;
        double leastError = Double.POSITIVE_INFINITY;
        for (int parts = 1; parts < 1 << PARTS; parts++) {
            double[] rates = solve(measured, parts);
            double error = error(measured, rates);
            if (error < leastError) {
                leastError = error;
                best = rates;
            }
        }
        return new StepCost(best);
    }

    double seconds(BatchSize size) {
        return seconds(rates, size);
    }

    private static double seconds(double[] rates, BatchSize size) {
        double[] amounts = amounts(size);
        double seconds = 0;
        for (int i = 0; i < PARTS; i++) {
            seconds += rates[i] * amounts[i];
        }
        return seconds;
    }

    private static double[] amounts(BatchSize size) {
        return new double[] {1, size.slots() / 1e3, size.pairs() / 1e6};
    }

    /// Infinite for rates that make no sense.
    private static double error(List<Measured> measured, double[] rates) {
        double error = 0;
        for (double rate : rates) {
            error += rate >= 0 ? 0 : Double.POSITIVE_INFINITY; // NaN as well
        }
        for (Measured one : measured) {
            error += Math.pow(seconds(rates, one.size()) / one.seconds() - 1, 2);
        }
        return error;
    }

    /// Least squares with some of the parts, the others 0.
    private static double[] solve(List<Measured> measured, int parts) {
        double[][] equations = new double[PARTS][PARTS + 1];
        for (Measured one : measured) {
            double[] amounts = amounts(one.size());
            for (int row = 0; row < PARTS; row++) {
                for (int column = 0; column < PARTS; column++) {
                    equations[row][column] +=
                            amounts[row] * amounts[column] / Math.pow(one.seconds(), 2);
                }
                equations[row][PARTS] += amounts[row] / one.seconds();
            }
        }
        for (int i = 0; i < PARTS; i++) {
            if ((parts & 1 << i) == 0) {
                leaveOut(equations, i);
            }
        }
        return eliminate(equations);
    }

    private static void leaveOut(double[][] equations, int part) {
        equations[part] = new double[PARTS + 1];
        for (double[] row : equations) {
            row[part] = 0;
        }
        equations[part][part] = 1;
    }

    /// Gauss-Jordan; what cannot be told apart comes out as NaN or infinite.
    private static double[] eliminate(double[][] equations) {
        for (int pivot = 0; pivot < PARTS; pivot++) {
            double divisor = equations[pivot][pivot];
            for (int column = 0; column <= PARTS; column++) {
                equations[pivot][column] /= divisor;
            }
            for (int row = 0; row < PARTS; row++) {
                double factor = row == pivot ? 0 : equations[row][pivot];
                for (int column = 0; column <= PARTS; column++) {
                    equations[row][column] -= factor * equations[pivot][column];
                }
            }
        }
        double[] rates = new double[PARTS];
        for (int i = 0; i < PARTS; i++) {
            rates[i] = equations[i][PARTS];
        }
        return rates;
    }
}
