package org.bert4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.cli.DoctorFindings.Finding;
import org.bert4j.tensor.Natives;
import org.bert4j.tensor.Precision;
import org.bert4j.tensor.Processor;
import org.bert4j.trainer.Plan;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// A good machine, and what is said when one thing about it is not as it should be.
class DoctorFindingsTest {
    private static final long GIB = 1L << 30;

    private Processor processor =
            Processor.of(List.of("flags : avx2 avx512f avx512_vnni avx512_bf16 amx_bf16"));
    private double others = 0.05;
    private DoctorMemory memory =
            new DoctorMemory(32 * GIB, OptionalLong.empty(), 30 * GIB, 0, 8 * GIB);
    private long free = 50 * GIB;
    private List<String> gpus = List.of();
    private Natives natives = new Natives("2.10.0", "MKL", "AVX512", 8, 0);
    private double bf16 = 9e11;
    private double stolen = 0.02;
    private Map<String, String> variables = Map.of();

    private DoctorFacts facts() {
        Plan plan = new Plan(Precision.BF16, "measured", 8, "A processor", "2.10.0");
        Map<Precision, Double> rates = Map.of(Precision.FP32, 2e11, Precision.BF16, bf16);
        DoctorDisk disk =
                new DoctorDisk("starters", Path.of("/home/ada/.bert4j"), OptionalLong.of(free));
        return new DoctorFacts(
                processor,
                8,
                OptionalDouble.of(others),
                memory,
                List.of(disk),
                gpus,
                natives,
                new DoctorSpeed(rates, OptionalDouble.of(stolen), plan, "BERT-base"),
                variables);
    }

    private void assertSays(String... parts) {
        List<Finding> findings = DoctorFindings.of(facts());
        assertEquals(1, findings.size(), findings.toString());
        for (String part : parts) {
            assertTrue(findings.toString().contains(part), part + " is not in " + findings);
        }
        String text = DoctorReport.of(facts()).text();
        assertTrue(text.contains("! " + findings.getFirst().what()), text);
        assertTrue(text.endsWith("  " + findings.getFirst().advice() + "."), text);
    }

    @Test
    void aGoodMachineHasNoProblems() {
        assertEquals(List.of(), DoctorFindings.of(facts()));
        assertTrue(DoctorReport.of(facts()).text().endsWith("No problems found."));
    }

    @Test
    void fewerThreadsThanCores() {
        natives = new Natives("2.10.0", "MKL", "AVX512", 1, 0);
        variables = Map.of("OMP_NUM_THREADS", "1");
        assertSays("OMP_NUM_THREADS is 1", "8 cores", "unset");
    }

    @Test
    void moreThreadsThanCores() {
        natives = new Natives("2.10.0", "MKL", "AVX512", 64, 0);
        variables = Map.of("OMP_NUM_THREADS", "64");
        assertSays("OMP_NUM_THREADS is 64", "wait for each other", "unset");
    }

    @Test
    void asManyThreadsAsCoresAreFine() {
        variables = Map.of("OMP_NUM_THREADS", "8");
        assertEquals(List.of(), DoctorFindings.of(facts()));
    }

    @Test
    void othersUseTheCores() {
        others = 3.2;
        assertSays("3.2 cores busy", "stop them");
    }

    @Test
    void theHostGivesTheTimeToOthers() {
        stolen = 0.26;
        assertSays("kept 26 %", "cores are its own");
    }

    @Test
    void openBlasInThePlaceOfMkl() {
        natives = new Natives("2.10.0", "OpenBLAS", "AVX512", 8, 0);
        assertSays("OpenBLAS", "org.bytedeco:mkl");
    }

    /// There is no MKL for other processors.
    @Test
    void openBlasOnArmIsFine() {
        natives = new Natives("2.10.0", "OpenBLAS", "DEFAULT", 8, 0);
        processor = Processor.of(List.of("Features : asimd bf16"));
        assertEquals(List.of(), DoctorFindings.of(facts()));
    }

    @Test
    void instructionsSwitchedOff() {
        variables = Map.of("ONEDNN_MAX_CPU_ISA", "AVX2");
        assertSays("ONEDNN_MAX_CPU_ISA is AVX2", "unset ONEDNN_MAX_CPU_ISA");
    }

    @Test
    void tilesThatAreNoFaster() {
        bf16 = 2.4e11;
        assertSays("AMX", "1.2 times");
    }

    @Test
    void aGpuThatTheLibrariesCannotUse() {
        gpus = List.of("NVIDIA H200");
        assertSays("NVIDIA H200", "cannot use");
    }

    @Test
    void littleMemoryInAContainer() {
        memory = new DoctorMemory(32 * GIB, OptionalLong.of(2 * GIB), 2 * GIB, 0, GIB / 2);
        assertSays("2.0 GiB of memory are available", "this container may use 2.0 GiB", "4.0 GiB");
    }

    @Test
    void memoryOnDisk() {
        memory = new DoctorMemory(32 * GIB, OptionalLong.empty(), 20 * GIB, 3 * GIB, 8 * GIB);
        assertSays("3.0 GiB of memory have been put out to disk");
    }

    @Test
    void aFullDisk() {
        free = GIB / 10;
        assertSays("0.1 GiB are free in", "/home/ada/.bert4j", "BERT4J_HOME");
    }
}
