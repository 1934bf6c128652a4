package org.bert4j.cli;

import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.OptionalDouble;

/// How busy other programs keep the machine.
final class DoctorLoad {
    private static final int MILLIS = 500;

    private DoctorLoad() {}

    /// Cores that others use, over half a second; empty where the system does not say.
    static OptionalDouble others() {
        Optional<DoctorTicks> before = DoctorTicks.now();
        if (before.isEmpty()) {
            return OptionalDouble.empty();
        }
        try {
            long ownBefore = ownNanos();
            long begin = System.nanoTime();
            Thread.sleep(MILLIS);
            double busy = DoctorTicks.now().orElseThrow().since(before.get()).busyCores();
            double own = (double) (ownNanos() - ownBefore) / (System.nanoTime() - begin);
            return OptionalDouble.of(Math.max(0, busy - own));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return OptionalDouble.empty();
        }
    }

    private static long ownNanos() {
        var system =
                (com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime();
    }
}
