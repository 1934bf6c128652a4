package org.bert4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/// What is read from the system; the texts are what Linux writes, shortened.
class DoctorMachineTest {
    private static final List<String> MEMORY =
            List.of(
                    "MemTotal:       24684084 kB",
                    "MemFree:         9197692 kB",
                    "MemAvailable:   22037960 kB",
                    "SwapTotal:       4194300 kB",
                    "SwapFree:        4194200 kB");

    private static final long KIB = 1024;

    @TempDir Path temporary;

    @Test
    void memoryIsWhatTheMachineHas() {
        DoctorMemory memory = DoctorMemory.of(MEMORY, 24684084 * KIB, 1);
        assertEquals(24684084 * KIB, memory.total());
        assertEquals(OptionalLong.empty(), memory.limit());
        assertEquals(22037960 * KIB, memory.available());
        assertEquals(100 * KIB, memory.swapped());
    }

    @Test
    void aContainerMayHaveLess() {
        long limit = 2L << 30;
        DoctorMemory memory = DoctorMemory.of(MEMORY, limit, 1);
        assertEquals(OptionalLong.of(limit), memory.limit());
        assertEquals(limit, memory.available());
    }

    @Test
    void gpusAreThoseTheDriverKnows() throws IOException {
        Path gpu = Files.createDirectories(temporary.resolve("gpus/0000:01:00.0"));
        Files.writeString(gpu.resolve("information"), "Model: \t\t NVIDIA H200\nIRQ:   \t\t 165\n");
        assertEquals(List.of("NVIDIA H200"), DoctorFacts.gpusIn(temporary.resolve("gpus")));
        assertEquals(List.of(), DoctorFacts.gpusIn(temporary.resolve("none")));
    }

    @Test
    void aPlaceThatDoesNotExistYetHasADiskAllTheSame() {
        DoctorDisk disk = DoctorDisk.of("a run", temporary.resolve("not/yet/there"));
        assertTrue(disk.free().orElseThrow() > 0);
    }

    /// user, nice, system, idle, waiting, interrupts, soft interrupts, stolen, guests
    @Test
    void timeIsSharedWithOthersAndWithTheHost() {
        DoctorTicks before = DoctorTicks.of(List.of("cpu  0 0 0 0 0 0 0 0 0 0"));
        DoctorTicks after =
                DoctorTicks.of(
                        List.of(
                                "cpu  50 1 4 60 20 2 3 60 0 0",
                                "cpu0 25 1 2 30 10 1 1 30 0 0",
                                "cpu1 25 0 2 30 10 1 2 30 0 0",
                                "intr 7"));
        DoctorTicks between = after.since(before);
        assertEquals(2 * 120 / 200.0, between.busyCores());
        assertEquals(60 / 120.0, between.stolenShare());
        assertEquals(0, before.since(before).stolenShare());
    }

    @Test
    void thisMachineCanBeRead() {
        assertTrue(DoctorMemory.read().available() > 0);
        assertTrue(DoctorLoad.others().orElse(0) >= 0);
    }
}
