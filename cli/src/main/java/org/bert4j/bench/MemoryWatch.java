package org.bert4j.bench;

import org.bert4j.tensor.NativeMemory;

import java.util.ArrayList;
import java.util.List;

/// Resident memory over a run, to see whether it grows: what the last quarter holds against the second. The first is
/// left out, because buffers and compiled code are still being made in it.
final class MemoryWatch {
    private static final int LEAST = 8;
    private static final double MIB = 1 << 20;

    private final List<Double> mebibytes = new ArrayList<>();

    /// Notes the present state.
    void look() {
        NativeMemory.residentBytes().ifPresent(bytes -> mebibytes.add(bytes / MIB));
    }

    /// None if it was looked at too rarely, or where the system does not say.
    List<Figure> figures() {
        int quarter = mebibytes.size() / 4;
        if (mebibytes.size() < LEAST) {
            return List.of();
        }
        return List.of(
                Figure.median("memory_second_quarter", "MiB", part(quarter, 2 * quarter)),
                Figure.median("memory_last_quarter", "MiB", part(3 * quarter, mebibytes.size())));
    }

    private Samples part(int from, int to) {
        return Samples.of(
                mebibytes.subList(from, to).stream().mapToDouble(Double::doubleValue).toArray());
    }
}
