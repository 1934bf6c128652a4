package org.bert4j.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// Memory of the machine, in bytes.
///
/// @param total     built in
/// @param limit     of the container; empty if there is none below what is built in
/// @param available without anybody having to give some back
/// @param swapped   that the system has put out to disk
/// @param heap      most that Java takes for its own objects; tensors lie beside it
record DoctorMemory(long total, OptionalLong limit, long available, long swapped, long heap) {
    private static final Path INFO = Path.of("/proc/meminfo");

    static DoctorMemory read() {
        var system =
                (com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean();
        long allowed = system.getTotalMemorySize();
        long heap = Runtime.getRuntime().maxMemory();
        try {
            return of(Files.readAllLines(INFO), allowed, heap);
        } catch (IOException _) { // not Linux
            long swapped = system.getTotalSwapSpaceSize() - system.getFreeSwapSpaceSize();
            return new DoctorMemory(
                    allowed, OptionalLong.empty(), system.getFreeMemorySize(), swapped, heap);
        }
    }

    /// @param info    lines of `/proc/meminfo`
    /// @param allowed to this process, as Java sees it
    static DoctorMemory of(List<String> info, long allowed, long heap) {
        long total = value(info, "MemTotal");
        boolean limited = allowed < total;
        return new DoctorMemory(
                total,
                limited ? OptionalLong.of(allowed) : OptionalLong.empty(),
                Math.min(allowed, value(info, "MemAvailable")),
                value(info, "SwapTotal") - value(info, "SwapFree"),
                heap);
    }

    private static long value(List<String> info, String key) {
        return info.stream()
                .filter(line -> line.startsWith(key + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst()
                .orElse(0);
    }

    @Override
    public String toString() {
        String most =
                limit.isPresent()
                        ? ", limited to " + DoctorReport.gibibytes(limit.getAsLong())
                        : "";
        return "%s, %s of it available%s; Java's heap takes at most %s"
                .formatted(
                        DoctorReport.gibibytes(total),
                        DoctorReport.gibibytes(available),
                        most,
                        DoctorReport.gibibytes(heap));
    }
}
