package org.bert4j.cli;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;

/// How busy other programs keep the machine.
final class DoctorLoad {
    private static final Path STATISTICS = Path.of("/proc/stat");
    private static final int MILLIS = 500;
    private static final int IDLE = 3;
    private static final int WAITING = 4;

    private DoctorLoad() {}

    /// Cores that others use, over half a second; empty where the system does not say.
    static OptionalDouble others() {
        try {
            long[] before = ticks();
            long ownBefore = ownNanos();
            long begin = System.nanoTime();
            Thread.sleep(MILLIS);
            long[] after = ticks();
            double own = (double) (ownNanos() - ownBefore) / (System.nanoTime() - begin);
            return OptionalDouble.of(Math.max(0, busyCores(before, after) - own));
        } catch (IOException _) {
            return OptionalDouble.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return OptionalDouble.empty();
        }
    }

    /// Ticks of all cores together since the start: user, nice, system, idle, waiting for a disk, ... (`man 5 proc`).
    private static long[] ticks() throws IOException {
        String line = Files.readAllLines(STATISTICS).getFirst();
        return Arrays.stream(line.split("\\s+"))
                .skip(1)
                .limit(8)
                .mapToLong(Long::parseLong)
                .toArray();
    }

    private static double busyCores(long[] before, long[] after) throws IOException {
        long cores =
                Files.readAllLines(STATISTICS).stream()
                        .filter(line -> line.matches("cpu\\d+ .*"))
                        .count();
        long all = 0;
        long busy = 0;
        for (int i = 0; i < after.length; i++) {
            long passed = after[i] - before[i];
            all += passed;
            busy += i == IDLE || i == WAITING ? 0 : passed;
        }
        return all == 0 ? 0 : (double) cores * busy / all;
    }

    private static long ownNanos() {
        var system =
                (com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime();
    }
}
