package org.bert4j.tensor;

import java.lang.foreign.MemorySegment;

/// `scale * left x right`, of matrices that lie in larger ones, or sideways.
///
/// @param isAdded to what lies there, instead of taking its place
record StridedProduct(
        ElementType type, Matrix left, Matrix right, Matrix result, double scale, boolean isAdded)
        implements Primitive.Shapes {
    /// How the elements of a matrix lie: so many elements from row to row, and from column to column.
    record Matrix(long rows, long columns, long toNextRow, long toNextColumn) {
        /// Some columns of rows that are so wide.
        static Matrix of(long rows, long columns, long width) {
            return new Matrix(rows, columns, width, 1);
        }

        Matrix transposed() {
            return new Matrix(columns, rows, toNextColumn, toNextRow);
        }
    }

    @Override
    public MemorySegment describe(Preparation making) {
        MemorySegment source = shape(making, left);
        MemorySegment weights = shape(making, right);
        MemorySegment destination = shape(making, result);
        making.times(scale);
        if (isAdded) {
            making.added();
        }
        return making.product(source, weights, destination);
    }

    private MemorySegment shape(Preparation making, Matrix matrix) {
        return making.shape(
                type,
                new long[] {matrix.rows, matrix.columns},
                new long[] {matrix.toNextRow, matrix.toNextColumn});
    }

    void run(long left, long right, long result) {
        Primitive.of(this).run(left, right, result);
    }
}
