package org.bert4j.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Rows of numbers as 8-bit integers: a number is an integer times the scale of its row. Each row has a scale of its own,
/// so a token with large values costs the others nothing, and no text depends on those that are computed along with it
/// (vector-wise quantisation; Dettmers et al. 2022, LLM.int8(), section 3.1).
///
/// @param integers where they lie: `[rows, width]`
/// @param scales   where they lie: `[rows]`, float32
record QuantizedRows(long rows, long width, long integers, long scales) {
    private static final float GREATEST_INTEGER = 127;

    private static final ThreadLocal<Scratch> MEMORY = ThreadLocal.withInitial(Scratch::new);
    private static final ThreadLocal<Scratch> EXTREMES = ThreadLocal.withInitial(Scratch::new);

    /// They are there until this thread asks for the next ones.
    ///
    /// @param numbers `[..., width]`, float32 or bfloat16
    static QuantizedRows of(Tensor numbers) {
        Tensor plain = numbers.contiguous();
        long width = plain.size(-1);
        long rows = plain.count() / width;
        long scales = Scratch.aligned(rows * width);
        MemorySegment memory = MEMORY.get().of(scales + rows * Float.BYTES);
        var quantized = new QuantizedRows(rows, width, memory.address(), memory.address() + scales);
        quantized.write(plain, false);
        return quantized;
    }

    /// @param numbers    `[rows, width]`, contiguous
    /// @param transposed whether the integers shall be `[width, rows]`
    void write(Tensor numbers, boolean transposed) {
        long bytes = Scratch.aligned(rows * Float.BYTES);
        MemorySegment extremes = EXTREMES.get().of(2 * bytes);
        var greatest = new Extreme(numbers.type(), rows, width, true);
        Primitive.of(greatest).run(numbers.address(), extremes.address());
        Primitive.of(greatest.opposite()).run(numbers.address(), extremes.address() + bytes);
        writeScales(extremes, extremes.asSlice(bytes));
        Primitive.of(new Rounding(numbers.type(), rows, width, transposed))
                .run(numbers.address(), integers, scales);
    }

    /// The number that lies farthest from zero becomes 127 or -127.
    @SuppressWarnings("restricted") // memory that is known by its address
    private void writeScales(MemorySegment greatest, MemorySegment least) {
        MemorySegment to = MemorySegment.ofAddress(scales).reinterpret(rows * Float.BYTES);
        for (int row = 0; row < rows; row++) {
            float farthest =
                    Math.max(
                            greatest.getAtIndex(ValueLayout.JAVA_FLOAT, row),
                            -least.getAtIndex(ValueLayout.JAVA_FLOAT, row));
            to.setAtIndex(
                    ValueLayout.JAVA_FLOAT, row, farthest == 0 ? 1 : farthest / GREATEST_INTEGER);
        }
    }

    /// The greatest or the least of each row.
    private record Extreme(ElementType type, long rows, long width, boolean isGreatest)
            implements Primitive.Shapes {
        @Override
        public MemorySegment describe(Preparation making) {
            MemorySegment numbers = making.shape(type, rows, width);
            MemorySegment found = making.shape(ElementType.F32, rows, 1);
            return isGreatest ? making.greatest(numbers, found) : making.least(numbers, found);
        }

        Extreme opposite() {
            return new Extreme(type, rows, width, !isGreatest);
        }
    }

    /// Numbers divided by the scale of their row, to the nearest integer.
    private record Rounding(ElementType type, long rows, long width, boolean transposed)
            implements Primitive.Shapes {
        @Override
        public MemorySegment describe(Preparation making) {
            MemorySegment scales = making.shape(ElementType.F32, rows);
            return transposed
                    ? making.rounding(
                            making.shape(type, new long[] {width, rows}, new long[] {1, width}),
                            making.shape(ElementType.I8, width, rows),
                            scales,
                            1)
                    : making.rounding(
                            making.shape(type, rows, width),
                            making.shape(ElementType.I8, rows, width),
                            scales,
                            0);
        }
    }
}
