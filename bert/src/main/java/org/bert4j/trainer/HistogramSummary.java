package org.bert4j.trainer;

import com.google.protobuf.ByteString;

import java.io.IOException;
import java.util.DoubleSummaryStatistics;

/// How some values are spread, as TensorBoard's tabs of histograms and distributions read it: the value of a summary
/// (tensorboard/compat/proto/summary.proto and histogram.proto).
final class HistogramSummary {
    private static final int BUCKETS = 30;

    // Field numbers of Summary.Value and HistogramProto.
    private static final int TAG = 1;
    private static final int HISTOGRAM = 5;
    private static final int LEAST = 1;
    private static final int LARGEST = 2;
    private static final int COUNT = 3;
    private static final int SUM = 4;
    private static final int SUM_OF_SQUARES = 5;
    private static final int LIMITS = 6;
    private static final int COUNTS = 7;

    private HistogramSummary() {}

    /// @param values at least one; buckets of equal width reach from the least to the largest
    static ByteString of(String tag, float[] values) throws IOException {
        ByteString histogram = histogram(values);
        return EventFile.message(
                out -> {
                    out.writeString(TAG, tag);
                    out.writeBytes(HISTOGRAM, histogram);
                });
    }

    private static ByteString histogram(float[] values) throws IOException {
        DoubleSummaryStatistics spread = new DoubleSummaryStatistics();
        for (float value : values) {
            spread.accept(value);
        }
        double width = (spread.getMax() - spread.getMin()) / BUCKETS;
        double[] limits = new double[BUCKETS];
        for (int i = 0; i < BUCKETS; i++) {
            limits[i] = spread.getMin() + (i + 1) * width;
        }
        return EventFile.message(
                out -> {
                    out.writeDouble(LEAST, spread.getMin());
                    out.writeDouble(LARGEST, spread.getMax());
                    out.writeDouble(COUNT, spread.getCount());
                    out.writeDouble(SUM, spread.getSum());
                    out.writeDouble(SUM_OF_SQUARES, sumOfSquares(values));
                    out.writeBytes(LIMITS, packed(limits));
                    out.writeBytes(COUNTS, packed(counts(values, spread.getMin(), width)));
                });
    }

    private static double sumOfSquares(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return sum;
    }

    private static double[] counts(float[] values, double least, double width) {
        double[] counts = new double[BUCKETS];
        for (float value : values) {
            int bucket = width == 0 ? 0 : (int) ((value - least) / width);
            counts[Math.min(bucket, BUCKETS - 1)]++;
        }
        return counts;
    }

    private static ByteString packed(double[] values) throws IOException {
        return EventFile.message(
                out -> {
                    for (double value : values) {
                        out.writeDoubleNoTag(value);
                    }
                });
    }
}
