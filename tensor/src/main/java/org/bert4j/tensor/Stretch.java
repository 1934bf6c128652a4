package org.bert4j.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Elements of a long float32 array from `from` to before `to`, and where their gradients are.
record Stretch(long from, long to, Numbers gradients) {
    /// Elements that are worked on at once: four arrays of 16 KiB stay in the processor's cache.
    static final int PIECE = 1 << 12;

    private static final int PIECES_PER_TASK = 16;

    int count() {
        return Math.toIntExact(to - from);
    }

    /// Cuts stretches into pieces of at most [#PIECE] elements, and groups these into tasks for one thread each, in order,
    /// which several threads share.
    static Stream<List<Stretch>> tasks(List<Stretch> stretches) {
        List<List<Stretch>> tasks = new ArrayList<>();
        for (Stretch stretch : stretches) {
            for (long from = stretch.from; from < stretch.to; from += PIECE) {
                if (tasks.isEmpty() || tasks.getLast().size() == PIECES_PER_TASK) {
                    tasks.add(new ArrayList<>());
                }
                long to = Math.min(from + PIECE, stretch.to);
                tasks.getLast().add(new Stretch(from, to, stretch.gradients));
            }
        }
        return Threads.share(tasks.stream());
    }

    /// Does the other one begin where this one ends, in the same memory?
    boolean isFollowedBy(Stretch next) {
        return to == next.from && gradients == next.gradients;
    }

    void readGradients(float[] to) {
        gradients.read(from, count(), to);
    }

    void read(MemorySegment memory, float[] to) {
        MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, from * Float.BYTES, to, 0, count());
    }

    void write(float[] from, MemorySegment memory) {
        MemorySegment.copy(
                from, 0, memory, ValueLayout.JAVA_FLOAT, this.from * Float.BYTES, count());
    }
}
