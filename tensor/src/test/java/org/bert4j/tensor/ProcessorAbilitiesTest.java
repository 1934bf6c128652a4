package org.bert4j.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.List;

/// What Linux writes about processors, shortened.
class ProcessorAbilitiesTest {
    /// An Intel processor of the fourth Xeon generation.
    private static final List<String> SAPPHIRE_RAPIDS =
            List.of(
                    "processor\t: 0",
                    "vendor_id\t: GenuineIntel",
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
                ProcessorAbilities.of(SAPPHIRE_RAPIDS).toString());
        assertTrue(ProcessorAbilities.of(SAPPHIRE_RAPIDS).has(ProcessorAbilities.BF16_TILES));
        assertEquals(
                "has AVX2; lacks AVX-512, VNNI, AVX512_BF16, AMX",
                ProcessorAbilities.of(MILAN).toString());
        assertEquals("has NEON, SVE, I8MM, BF16", ProcessorAbilities.of(GRAVITON).toString());
    }

    @Test
    void aSystemThatSaysNothingIsNoProblem() {
        ProcessorAbilities unknown = ProcessorAbilities.of(List.of());
        assertFalse(unknown.has("AVX2"));
        assertTrue(unknown.toString().contains("does not say"), unknown.toString());
    }

    @Test
    void thisMachineCanBeRead() {
        assertFalse(ProcessorAbilities.here().toString().isEmpty());
    }
}
