package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.UUID;

/// Files, or directories of files, that are made once and found again in every later run. A name says all that went into
/// one: equal names stand for equal contents.
///
/// They are written beside under names of their own and renamed when they are whole, so that several processes may make
/// the same one at once; one that is torn or damaged is made again.
///
/// @param directory of this cache alone; it need not exist yet
/// @param largest   bytes of all together; the newest is kept even if it is larger
public record FileCache(Path directory, long largest) {
    /// Opens what was made.
    @FunctionalInterface
    public interface Reader<T> {
        /// @return empty if it is not there, or not whole
        Optional<T> open(Path place) throws IOException;
    }

    /// Makes it.
    @FunctionalInterface
    public interface Writer {
        /// @param place where nothing is yet
        void write(Path place) throws IOException;
    }

    /// What has this name, made if need be.
    ///
    /// @throws BadInputException if it cannot be written
    public <T> T get(String name, Reader<T> reader, Writer writer) {
        Path place = directory.resolve(name);
        try {
            Optional<T> found = reader.open(place);
            if (found.isPresent()) {
                BoundedDirectory.markUsed(place);
                return found.get();
            }
            make(place, reader, writer);
            return reader.open(place).orElseThrow(() -> new IOException("it was deleted at once"));
        } catch (IOException e) {
            throw unwritable(place, e);
        } catch (UncheckedIOException e) {
            throw unwritable(place, e.getCause());
        }
    }

    private void make(Path place, Reader<?> reader, Writer writer) throws IOException {
        Files.createDirectories(directory);
        Path part =
                place.resolveSibling(
                        place.getFileName()
                                + "-"
                                + UUID.randomUUID()
                                + BoundedDirectory.UNFINISHED);
        try {
            writer.write(part);
            replace(place, part, reader);
        } finally {
            BoundedDirectory.delete(part); // it is still there only if something went wrong
        }
        new BoundedDirectory(directory, largest).trim(place);
    }

    /// Another process may have been faster; what is damaged goes.
    private static void replace(Path place, Path part, Reader<?> reader) throws IOException {
        try {
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.exists(place)) {
                throw e;
            }
            if (reader.open(place).isEmpty()) {
                BoundedDirectory.delete(place);
                Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private static BadInputException unwritable(Path place, IOException cause) {
        return new BadInputException(
                "Cannot write the cache %s (%s); make room or set BERT4J_HOME to another place."
                        .formatted(place, cause.getMessage()),
                cause);
    }
}
