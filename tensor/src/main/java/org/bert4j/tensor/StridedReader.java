package org.bert4j.tensor;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;

/// Reads a view with strides out of a stream of raw elements, into row-major little-endian memory.
///
/// An element at index `[i, j]` lies at `offset + i * stride[0] + j * stride[1]`. Only the bytes
/// between the first and the last element are read: many tensors may share one large storage.
final class StridedReader {
    private static final int CHUNK_BYTES = 1 << 20;

    private final TorchUnpickler.View view;
    private final boolean bigEndian;
    private final int bytes;

    StridedReader(TorchUnpickler.View view, boolean bigEndian) {
        this.view = view;
        this.bigEndian = bigEndian;
        this.bytes = view.type().bytes();
    }

    /// True if every element lies inside a storage of `available` elements, and none is stretched
    /// over more indices than there are elements.
    static boolean fits(TorchUnpickler.View view, long available) {
        long[] shape = view.shape();
        long[] stride = view.stride();
        if (shape.length != stride.length || view.offset() < 0) {
            return false;
        }
        if (Arrays.stream(shape).anyMatch(size -> size < 0)
                || Arrays.stream(stride).anyMatch(step -> step < 0)) {
            return false;
        }
        try {
            return StoredTensor.elementCount(shape) <= available
                    && Math.addExact(view.offset(), span(shape, stride)) <= available;
        } catch (ArithmeticException e) {
            return false;
        }
    }

    /// Elements from the first to the last, both included.
    private static long span(long[] shape, long[] stride) {
        if (StoredTensor.elementCount(shape) == 0) {
            return 0;
        }
        long last = 0;
        for (int i = 0; i < shape.length; i++) {
            last = Math.addExact(last, Math.multiplyExact(shape[i] - 1, stride[i]));
        }
        return last + 1;
    }

    /// @param storage the raw bytes of the view's storage from their beginning
    StoredTensor read(String name, InputStream storage) throws IOException {
        storage.skipNBytes(view.offset() * bytes);
        MemorySegment raw = readBytes(storage, span(view.shape(), view.stride()) * bytes);
        if (bigEndian) {
            reverseElements(raw);
        }
        MemorySegment rows = isContiguous() ? raw : gather(raw);
        return new StoredTensor(name, view.type(), view.shape(), rows);
    }

    private MemorySegment readBytes(InputStream in, long size) throws IOException {
        MemorySegment target = Arena.ofAuto().allocate(size, Long.BYTES);
        byte[] chunk = new byte[(int) Math.min(size, CHUNK_BYTES)];
        for (long done = 0; done < size; ) {
            int count = in.readNBytes(chunk, 0, (int) Math.min(chunk.length, size - done));
            if (count == 0) {
                throw new EOFException("ends %d bytes early".formatted(size - done));
            }
            MemorySegment.copy(chunk, 0, target, ValueLayout.JAVA_BYTE, done, count);
            done += count;
        }
        return target;
    }

    private void reverseElements(MemorySegment data) {
        for (long start = 0; start < data.byteSize(); start += bytes) {
            for (long low = start, high = start + bytes - 1; low < high; low++, high--) {
                byte swapped = data.get(ValueLayout.JAVA_BYTE, low);
                data.set(ValueLayout.JAVA_BYTE, low, data.get(ValueLayout.JAVA_BYTE, high));
                data.set(ValueLayout.JAVA_BYTE, high, swapped);
            }
        }
    }

    private boolean isContiguous() {
        long expected = 1;
        for (int i = view.shape().length - 1; i >= 0; i--) {
            if (view.shape()[i] != 1 && view.stride()[i] != expected) {
                return false;
            }
            expected *= view.shape()[i];
        }
        return true;
    }

    private MemorySegment gather(MemorySegment raw) {
        long[] shape = view.shape();
        long count = StoredTensor.elementCount(shape);
        MemorySegment rows = Arena.ofAuto().allocate(count * bytes, Long.BYTES);
        long[] index = new long[shape.length];
        long position = 0;
        for (long i = 0; i < count; i++) {
            MemorySegment.copy(raw, position * bytes, rows, i * bytes, bytes);
            position += advance(index);
        }
        return rows;
    }

    /// Moves `index` to the next element in row-major order; returns how far the storage moves.
    private long advance(long[] index) {
        long[] shape = view.shape();
        long[] stride = view.stride();
        long distance = 0;
        for (int i = index.length - 1; i >= 0; i--) {
            if (++index[i] < shape[i]) {
                return distance + stride[i];
            }
            distance -= (shape[i] - 1) * stride[i];
            index[i] = 0;
        }
        return distance;
    }
}
