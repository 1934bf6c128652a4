package org.bert4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// What the cores of a Linux machine did since it was started, in ticks of all of them together (`man 5 proc`).
///
/// @param cores  of the machine
/// @param all    ticks that have passed
/// @param busy   of these, when a program computed or wanted to
/// @param stolen of these, when the host of a virtual machine had others compute instead
record DoctorTicks(int cores, long all, long busy, long stolen) {
    private static final Path STATISTICS = Path.of("/proc/stat");
    private static final int IDLE = 3;
    private static final int WAITING = 4; // for a disk
    private static final int STOLEN = 7;

    /// Empty where the system does not say.
    static Optional<DoctorTicks> now() {
        try {
            return Optional.of(of(Files.readAllLines(STATISTICS)));
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// @param lines of `/proc/stat`
    static DoctorTicks of(List<String> lines) {
        long[] ticks =
                Arrays.stream(lines.getFirst().split("\\s+"))
                        .skip(1)
                        .limit(STOLEN + 1)
                        .mapToLong(Long::parseLong)
                        .toArray();
        long all = Arrays.stream(ticks).sum();
        int cores = (int) lines.stream().filter(line -> line.matches("cpu\\d+ .*")).count();
        return new DoctorTicks(cores, all, all - ticks[IDLE] - ticks[WAITING], ticks[STOLEN]);
    }

    /// What happened after `before`.
    DoctorTicks since(DoctorTicks before) {
        return new DoctorTicks(cores, all - before.all, busy - before.busy, stolen - before.stolen);
    }

    /// The [#stolenShare] between `before` and now; empty where the system does not say.
    static OptionalDouble stolenSince(Optional<DoctorTicks> before) {
        return before.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(now().orElseThrow().since(before.get()).stolenShare());
    }

    /// Cores that were busy on average.
    double busyCores() {
        return all == 0 ? 0 : (double) cores * busy / all;
    }

    /// Of the time that programs wanted to compute, what the host kept for others, in [0, 1].
    double stolenShare() {
        return busy == 0 ? 0 : (double) stolen / busy;
    }
}
