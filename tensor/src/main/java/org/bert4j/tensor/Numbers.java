package org.bert4j.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Memory with numbers that belong to elements of a long array.
///
/// @param first the element to which the first number belongs
record Numbers(MemorySegment memory, ElementType type, long first) {
    /// The memory of a contiguous tensor.
    @SuppressWarnings("restricted") // a view of memory that libtorch owns
    static Numbers of(Tensor tensor, long first) {
        ElementType type = tensor.type();
        return new Numbers(
                MemorySegment.ofAddress(tensor.handle.data_ptr().address())
                        .reinterpret(tensor.count() * type.bytes()),
                type,
                first);
    }

    /// Copies some numbers, whatever their format, into an array.
    void read(long element, int count, float[] to) {
        long begin = (element - first) * type.bytes();
        if (type == ElementType.F32) {
            MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, begin, to, 0, count);
            return;
        }
        for (int i = 0; i < count; i++) {
            short upper = memory.get(ValueLayout.JAVA_SHORT, begin + (long) i * Short.BYTES);
            to[i] = Float.intBitsToFloat(upper << 16); // bfloat16 is the upper half of a float32
        }
    }
}
