package org.bert4j.task;

import org.bert4j.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;

/// A matrix as Java arrays.
final class TensorRows {
    private TensorRows() {}

    /// @param matrix `[rows, columns]`
    static List<double[]> of(Tensor matrix) {
        float[] values = matrix.toFloats();
        int columns = (int) matrix.size(1);
        List<double[]> rows = new ArrayList<>();
        for (int start = 0; start < values.length; start += columns) {
            double[] row = new double[columns];
            for (int column = 0; column < columns; column++) {
                row[column] = values[start + column];
            }
            rows.add(row);
        }
        return rows;
    }
}
