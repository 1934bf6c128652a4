package org.bert4j.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/// One tensor as it lies in a file: its elements row by row, little-endian, without gaps.
///
/// A tensor that came from a [TensorFile] points into that file's memory: use it before the file is
/// closed.
///
/// @param name  the published parameter name, such as `embeddings.LayerNorm.weight`
/// @param type  number format of an element
/// @param shape sizes, outermost first; empty for a single number
/// @param data  exactly the elements' bytes, on the heap or native
public record StoredTensor(String name, ElementType type, long[] shape, MemorySegment data) {
    static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// @throws IllegalArgumentException if `data` is not as long as type and shape ask for
    public StoredTensor {
        Objects.requireNonNull(name, "name");
        shape = shape.clone();
        long expected = Math.multiplyExact(elementCount(shape), type.bytes());
        if (data.byteSize() != expected) {
            throw new IllegalArgumentException(
                    "Tensor \"%s\" of shape %s and type %s takes %d bytes, not %d"
                            .formatted(name, text(shape), type, expected, data.byteSize()));
        }
    }

    /// A float32 tensor of the given values.
    public static StoredTensor ofFloats(String name, long[] shape, float[] values) {
        MemorySegment data = MemorySegment.ofArray(new byte[values.length * Float.BYTES]);
        MemorySegment.copy(values, 0, data, FLOAT, 0, values.length);
        return new StoredTensor(name, ElementType.F32, shape, data);
    }

    @Override
    public long[] shape() {
        return shape.clone();
    }

    /// Product of the sizes: 1 for a single number, 0 if any size is 0.
    public long elementCount() {
        return elementCount(shape);
    }

    /// The elements of a floating point tensor as float32, rounded where float64 holds more.
    ///
    /// @throws TensorFileException if the tensor holds integers or booleans
    public float[] toFloats() {
        int count = Math.toIntExact(elementCount());
        float[] values = new float[count];
        switch (type) {
            case F32 -> MemorySegment.copy(data, FLOAT, 0, values, 0, count);
            case F64 -> {
                for (int i = 0; i < count; i++) {
                    values[i] = (float) data.get(DOUBLE, (long) i * Double.BYTES);
                }
            }
            case F16 -> {
                for (int i = 0; i < count; i++) {
                    values[i] = Float.float16ToFloat(data.get(SHORT, (long) i * Short.BYTES));
                }
            }
            case BF16 -> {
                for (int i = 0; i < count; i++) {
                    // bfloat16 is the upper half of a float32
                    values[i] = Float.intBitsToFloat(data.get(SHORT, (long) i * Short.BYTES) << 16);
                }
            }
            case BOOL, U8, I8, I16, I32, I64 ->
                    throw new TensorFileException(
                            ("Tensor \"%s\" holds %s where floating point numbers are needed;"
                                            + " is it the right file?")
                                    .formatted(name, type));
        }
        return values;
    }

    @Override
    public String toString() {
        return "%s %s %s".formatted(name, type, text(shape));
    }

    /// @throws ArithmeticException if the count does not fit 63 bits
    static long elementCount(long[] shape) {
        long count = 1;
        for (long size : shape) {
            count = Math.multiplyExact(count, size);
        }
        return count;
    }

    static String text(long[] shape) {
        return Arrays.toString(shape);
    }
}
