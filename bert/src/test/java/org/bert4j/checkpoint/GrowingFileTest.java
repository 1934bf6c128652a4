package org.bert4j.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

class GrowingFileTest {
    private static final Path FULL = Path.of("/dev/full"); // Linux: a disk without room

    @TempDir private Path temporary;

    @Test
    void nothingIsLeftOnADiskThatIsFull() throws IOException {
        assumeTrue(Files.exists(FULL));
        Path place = temporary.resolve("answers.jsonl");
        Path part = temporary.resolve("answers.jsonl" + GrowingFile.UNFINISHED);
        Files.createSymbolicLink(part, FULL);
        var e =
                assertThrows(
                        BadInputException.class,
                        () -> {
                            try (GrowingFile file = GrowingFile.create(place)) {
                                for (int line = 0; line < 10_000; line++) {
                                    file.write("one of many\n");
                                }
                            }
                        });
        assertTrue(e.getMessage().contains("No space left on device"), e.getMessage());
        try (Stream<Path> entries = Files.list(temporary)) {
            assertEquals(List.of(), entries.toList());
        }
    }
}
