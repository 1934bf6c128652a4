package org.bert4j.checkpoint;

import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

class DirectoryWriterTest {
    @TempDir private Path temporary;

    @Test
    void aDirectoryMayBeDeletedByTwoAtATime() throws Exception {
        try (var two = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 20; round++) {
                Path directory = filled(temporary.resolve("round-" + round));
                Callable<Void> deletion =
                        () -> {
                            DirectoryWriter.delete(directory);
                            return null;
                        };
                for (Future<Void> done : Stream.of(deletion, deletion).map(two::submit).toList()) {
                    done.get();
                }
                assertFalse(Files.exists(directory));
            }
        }
    }

    private static Path filled(Path directory) throws IOException {
        for (int i = 0; i < 20; i++) {
            Path child = Files.createDirectories(directory.resolve("d" + i));
            for (int j = 0; j < 10; j++) {
                Files.writeString(child.resolve("f" + j), "text");
            }
        }
        return directory;
    }
}
