package org.bert4j.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class NativesTest {
    /// The file name of whichever library was taken is mapped into this process.
    @Test
    @EnabledOnOs(OS.LINUX)
    void theLibraryThatMultipliesMatricesIsTheOneThatIsLoaded() throws IOException {
        Natives natives = Natives.load();
        String mapped = Files.readString(Path.of("/proc/self/maps"));
        assertEquals(
                natives.matrices().equals("MKL"),
                mapped.contains("libmkl_core"),
                natives.toString());
        assertTrue(mapped.contains("libtorch_cpu"));
    }

    @Test
    void thereIsAlwaysSomethingToComputeWith() {
        Natives natives = Natives.load();
        assertTrue(natives.threads() >= 1, natives.toString());
        assertTrue(natives.gpus() >= 0, natives.toString());
        assertFalse(natives.instructions().isBlank(), natives.toString());
        assertTrue(natives.libtorch().matches("\\d+\\.\\d+.*"), natives.toString());
    }
}
