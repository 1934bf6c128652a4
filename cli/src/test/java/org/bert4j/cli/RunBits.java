package org.bert4j.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

/// What two runs have to have in common, if one of them was killed and nobody is to notice.
final class RunBits {
    private RunBits() {}

    /// @param seed says how to repeat it, should it fail
    static void assertSame(
            Workspace workspace, String expected, String actual, int steps, String seed) {
        for (String file :
                List.of(
                        "last/model.safetensors",
                        "last/optimizer.safetensors",
                        "last/trainer_state.json",
                        "best/model.safetensors")) {
            byte[] whole = workspace.bytes(expected + "/" + file);
            assertArrayEquals(whole, workspace.bytes(actual + "/" + file), file + ", " + seed);
        }
        assertArrayEquals(
                LongStream.rangeClosed(1, steps).toArray(), steps(workspace, actual), seed);
    }

    /// The steps in the log, in their order.
    static long[] steps(Workspace workspace, String output) {
        return log(workspace.path(output).resolve("metrics.jsonl"))
                .lines()
                .filter(line -> line.contains("\"gradient_norm\""))
                .mapToLong(line -> Long.parseLong(line.replaceAll(".*\"step\":(\\d+).*", "$1")))
                .toArray();
    }

    private static String log(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException _) {
            return ""; // not begun, or just beginning anew
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
