package org.bert4j.checkpoint;

import org.bert4j.tokenizer.BadInputException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Replaces a directory so that at any moment, even after the power has gone, one whole version of it exists.
///
/// The new one is written beside as `NAME.new` and forced to the disk; then the present one is renamed to `NAME.old`, the
/// new one takes its place and the old one goes. [#recover] finishes what was interrupted between the two renames.
public final class DirectoryWriter {
    private DirectoryWriter() {}

    /// @param directory appears, or is replaced, when `content` has filled the directory it is given
    /// @throws BadInputException if the disk is full or the place cannot be written
    public static void replace(Path directory, Consumer<Path> content) {
        Path fresh = sibling(directory, ".new");
        Path old = sibling(directory, ".old");
        try {
            delete(fresh);
            fill(fresh, content);
            delete(old);
            if (Files.exists(directory)) {
                Files.move(directory, old);
            }
            Files.move(fresh, directory);
            delete(old);
        } catch (IOException e) {
            throw unwritable(directory, e);
        } catch (UncheckedIOException e) {
            throw unwritable(directory, e.getCause());
        }
    }

    private static void fill(Path fresh, Consumer<Path> content) throws IOException {
        Files.createDirectories(fresh);
        try {
            content.accept(fresh);
            force(fresh);
        } catch (RuntimeException | IOException e) {
            delete(fresh);
            throw e;
        }
    }

    /// Puts a whole version in place where an interruption has left none.
    public static void recover(Path directory) {
        Path fresh = sibling(directory, ".new");
        Path old = sibling(directory, ".old");
        try {
            if (!Files.exists(directory) && Files.exists(old)) {
                Files.move(Files.exists(fresh) ? fresh : old, directory);
            }
            delete(fresh);
            delete(old);
        } catch (IOException e) {
            throw unwritable(directory, e);
        }
    }

    /// @throws BadInputException if a directory is a file, or holds something
    public static void requireEmpty(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        if (!Files.isDirectory(directory)) {
            throw new BadInputException(
                    "%s is not a directory; choose another place.".formatted(directory));
        }
        try (Stream<Path> entries = Files.list(directory)) {
            if (entries.findAny().isPresent()) {
                throw new BadInputException(
                        "%s is not empty; choose another directory.".formatted(directory));
            }
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(directory, e);
        }
    }

    /// Deletes a directory with all it holds, if it exists. Others may be deleting it as well.
    public static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new Deletion());
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            return unlessGone(e);
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException e)
                throws IOException {
            if (e != null) {
                unlessGone(e);
            }
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }

        private static FileVisitResult unlessGone(IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw e;
        }
    }

    /// What to say of a place that cannot be written.
    public static BadInputException unwritable(Path place, IOException cause) {
        return new BadInputException(
                "Cannot write %s: %s; free some space or choose another place."
                        .formatted(place, reason(cause)),
                cause);
    }

    static String reason(IOException cause) {
        return switch (cause) {
            case NoSuchFileException _ -> "it does not exist";
            case AccessDeniedException _ -> "access is denied";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> String.valueOf(cause.getMessage());
        };
    }

    private static Path sibling(Path directory, String suffix) {
        Path absolute = directory.toAbsolutePath();
        return absolute.resolveSibling(absolute.getFileName() + suffix);
    }

    private static void force(Path directory) throws IOException {
        try (Stream<Path> walk = Files.walk(directory)) {
            List<Path> files = walk.filter(Files::isRegularFile).toList();
            for (Path file : files) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }
        }
    }
}
