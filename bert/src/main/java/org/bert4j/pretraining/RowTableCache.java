package org.bert4j.pretraining;

import org.bert4j.dataset.BoundedDirectory;
import org.bert4j.tokenizer.BadInputException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/// Plans the rows of a corpus once, and finds them again in every later run. Files appear whole or not at all; one that
/// is torn or damaged is made again.
///
/// @param directory of the cache alone; it need not exist yet
record RowTableCache(Path directory) {
    /// Bytes of all files together; the newest is kept even if it is larger.
    private static final long LARGEST = 4L << 30;

    /// @param key hexadecimal, 64 digits: equal keys stand for equal plans
    /// @throws BadInputException if it cannot be written
    RowTable get(String key, RowPlanner planner) {
        Path file = directory.resolve("rows-" + key);
        try {
            Optional<RowTable> found = RowTable.open(file, key);
            if (found.isPresent()) {
                BoundedDirectory.markUsed(file);
                return found.get();
            }
            make(file, key, planner);
            return RowTable.open(file, key)
                    .orElseThrow(() -> new IOException("it was deleted at once"));
        } catch (IOException e) {
            throw unwritable(file, e);
        } catch (UncheckedIOException e) {
            throw unwritable(file, e.getCause());
        }
    }

    private void make(Path file, String key, RowPlanner planner) throws IOException {
        Files.createDirectories(directory);
        Path part =
                file.resolveSibling(
                        file.getFileName() + "-" + UUID.randomUUID() + BoundedDirectory.UNFINISHED);
        try {
            try (RowTableWriter writer = new RowTableWriter(part)) {
                planner.plan(writer);
                writer.finish(key);
            }
            Files.move(
                    part,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part); // it is still there only if something went wrong
        }
        new BoundedDirectory(directory, LARGEST).trim(file);
    }

    private static BadInputException unwritable(Path file, IOException cause) {
        return new BadInputException(
                "Cannot write the cache %s (%s); make room or set BERT4J_HOME to another place."
                        .formatted(file, cause.getMessage()),
                cause);
    }
}
