package org.bert4j.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;

/// What Linux writes about processors, shortened.
class ProcessorTest {
    /// An Intel processor of the fourth Xeon generation.
    private static final List<String> SAPPHIRE_RAPIDS =
            List.of(
                    "processor\t: 0",
                    "vendor_id\t: GenuineIntel",
                    "cpu family\t: 6",
                    "model\t\t: 143",
                    "model name\t: Intel(R) Xeon(R) Platinum 8481C",
                    "flags\t\t: fpu sse2 avx avx2 avx512f avx512dq avx_vnni avx512_bf16 avx512_vnni"
                            + " amx_bf16 avx512_fp16 amx_tile amx_int8",
                    "",
                    "processor\t: 1",
                    "flags\t\t: fpu");

    /// An AMD EPYC of the third generation.
    private static final List<String> MILAN =
            List.of("processor\t: 0", "flags\t\t: fpu sse4_1 sse4_2 avx avx2 bmi2 vaes");

    /// AWS Graviton 3.
    private static final List<String> GRAVITON =
            List.of("processor\t: 0", "Features\t: fp asimd atomics sve i8mm bf16 dgh rng");

    @Test
    void aProcessorSaysWhatItCanDo() {
        assertEquals(
                "has AVX2, AVX-512, VNNI, AVX512_BF16, AMX",
                Processor.of(SAPPHIRE_RAPIDS).describe());
        assertTrue(Processor.of(SAPPHIRE_RAPIDS).has(Processor.BF16_TILES));
        assertEquals(
                "has AVX2; lacks AVX-512, VNNI, AVX512_BF16, AMX", Processor.of(MILAN).describe());
        assertEquals("has NEON, SVE, I8MM, BF16", Processor.of(GRAVITON).describe());
    }

    @Test
    void itsNameTellsTheType() {
        assertEquals(
                "Intel(R) Xeon(R) Platinum 8481C (family 6, model 143)",
                Processor.of(SAPPHIRE_RAPIDS).name());
        assertEquals(
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                Processor.of(GRAVITON).name());
    }

    @Test
    void aSystemThatSaysNothingIsNoProblem() {
        Processor unknown = Processor.of(List.of());
        assertFalse(unknown.has("AVX2"));
        assertTrue(unknown.describe().contains("does not say"), unknown.describe());
    }

    @Test
    void thisMachineCanBeRead() {
        assertFalse(Processor.here().describe().isEmpty());
    }
}
