package org.bert4j.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Memory of one thread for what it needs only until it computes the next thing.
final class Scratch {
    private static final long ALIGNMENT = 64;

    private MemorySegment memory = MemorySegment.NULL;

    /// The first bytes of it: what was there before may be lost.
    MemorySegment of(long bytes) {
        if (memory.byteSize() < bytes) {
            memory = Arena.ofAuto().allocate(bytes, ALIGNMENT);
        }
        return memory;
    }

    /// Where the next thing may begin.
    static long aligned(long bytes) {
        return Math.ceilDiv(bytes, ALIGNMENT) * ALIGNMENT;
    }
}
