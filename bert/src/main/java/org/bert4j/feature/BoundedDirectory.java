package org.bert4j.feature;

import java.io.IOException;
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

/// A directory of files that can be made again. They may take so many bytes together; those not used for the longest
/// time go first.
///
/// Several processes may use it at once: a file that another one has deleted meanwhile is passed over, and one that is
/// mapped stays readable for whoever has mapped it.
///
/// @param largest bytes
record BoundedDirectory(Path directory, long largest) {
    /// Beside a file while it is being written; what a killed process left goes after a day.
    static final String UNFINISHED = ".part";

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
    void trim(Path kept) throws IOException {
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

    private List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                try {
                    var about = Files.readAttributes(file, BasicFileAttributes.class);
                    entries.add(new Entry(file, about.size(), about.lastModifiedTime()));
                } catch (IOException _) {
                    // deleted meanwhile
                }
            }
        }
        return entries;
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException _) {
            // in use, on systems that mind: it goes another time
        }
    }
}
