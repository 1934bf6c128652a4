package org.bert4j.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A directory of files, or of directories of files, that can be made again. They may take so many bytes together; those
/// not used for the longest time go first.
///
/// Several processes may use it at once: a file that another one has deleted meanwhile is passed over, and one that is
/// mapped stays readable for whoever has mapped it.
///
/// @param largest bytes
public record BoundedDirectory(Path directory, long largest) {
    /// Beside a file while it is being written; what a killed process left goes after a day.
    public static final String UNFINISHED = ".part";

    private static final Duration UNFINISHED_FOR = Duration.ofDays(1);

    private record Entry(Path file, long bytes, FileTime used) {
        boolean isUnfinished() {
            return file.getFileName().toString().contains(UNFINISHED);
        }

        boolean isLeftOver() {
            Instant latest = Instant.now().minus(UNFINISHED_FOR);
            return isUnfinished() && used.toInstant().isBefore(latest);
        }
    }

    /// Makes room, never by deleting this file.
    public void trim(Path kept) throws IOException {
        List<Entry> entries = entries();
        entries.sort(Comparator.comparing(Entry::used));
        long total = entries.stream().mapToLong(Entry::bytes).sum();
        for (Entry entry : entries) {
            boolean mayGo = !entry.isUnfinished() && !entry.file.equals(kept);
            if (entry.isLeftOver() || mayGo && total > largest) {
                delete(entry.file);
                total -= entry.bytes;
            }
        }
    }

    /// What was not used for the longest time goes first. A cache of somebody else's may not be written.
    public static void markUsed(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException _) {
            // it is older than it should be, nothing worse
        }
    }

    private List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                try {
                    entries.add(entry(file));
                } catch (IOException | UncheckedIOException _) {
                    // deleted meanwhile
                }
            }
        }
        return entries;
    }

    /// A directory is as large as its files, and was used when the latest of them was.
    private static Entry entry(Path path) throws IOException {
        long bytes = 0;
        FileTime used = Files.getLastModifiedTime(path);
        try (Stream<Path> walk = Files.walk(path)) {
            for (Path file : (Iterable<Path>) walk::iterator) {
                var about = Files.readAttributes(file, BasicFileAttributes.class);
                bytes += about.isDirectory() ? 0 : about.size();
                FileTime changed = about.lastModifiedTime();
                used = changed.compareTo(used) > 0 ? changed : used;
            }
        }
        return new Entry(path, bytes, used);
    }

    /// Deletes a file, or a directory with all that is in it, as far as that can be done.
    public static void delete(Path path) {
        try (Stream<Path> walk = Files.walk(path)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | UncheckedIOException _) {
            // gone already, or in use on systems that mind: then it goes another time
        }
    }
}
