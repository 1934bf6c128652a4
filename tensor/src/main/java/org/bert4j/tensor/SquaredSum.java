package org.bert4j.tensor;

import java.util.Arrays;
import java.util.List;

/// The sum of squares of gradients, on several threads; the same bits on any number of them.
final class SquaredSum {
    private static final int LANES = 64;

    private SquaredSum() {}

    static double of(List<Stretch> stretches) {
        double[] sums = Stretch.tasks(stretches).mapToDouble(SquaredSum::ofPieces).toArray();
        double sum = 0;
        for (double part :
                sums) { // in order: DoubleStream.sum() depends on how the stream was split
            sum += part;
        }
        return sum;
    }

    private static double ofPieces(List<Stretch> pieces) {
        float[] values = new float[Stretch.PIECE + LANES];
        double sum = 0;
        for (Stretch piece : pieces) {
            piece.readGradients(values);
            Arrays.fill(values, piece.count(), piece.count() + LANES, 0);
            sum += ofValues(values, piece.count());
        }
        return sum;
    }

    /// Sums of every 64th element first, which the JVM computes with vector instructions.
    private static double ofValues(float[] values, int count) {
        float[] lanes = new float[LANES];
        for (int from = 0; from < count; from += LANES) {
            for (int lane = 0; lane < LANES; lane++) {
                float value = values[from + lane];
                lanes[lane] += value * value;
            }
        }
        double sum = 0;
        for (float lane : lanes) {
            sum += lane;
        }
        return sum;
    }
}
