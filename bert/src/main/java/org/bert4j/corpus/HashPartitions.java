package org.bert4j.corpus;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Entries on the disk, parted by the first bits of their hashes: those with the same hash lie in the same file, in the
/// order in which they came, and whoever compares them holds one part in [#COUNT] at a time.
final class HashPartitions implements AutoCloseable {
    static final int COUNT = 128;

    private static final int SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(COUNT);
    private static final int BUFFER = 1 << 13;

    private final Path directory;
    private final String name;
    private final int entryBytes;
    private final DataOutputStream[] partitions = new DataOutputStream[COUNT];

    /// Reads the entries of a file.
    @FunctionalInterface
    interface Reader {
        void read(DataInputStream entries, int count) throws IOException;
    }

    /// @param directory  for the files, which are deleted in the end
    /// @param name       that their names begin with
    /// @param entryBytes of each entry
    HashPartitions(Path directory, String name, int entryBytes) {
        this.directory = directory;
        this.name = name;
        this.entryBytes = entryBytes;
    }

    /// Where the next entry goes, if it has this hash.
    DataOutputStream of(long hash) throws IOException {
        int number = (int) (hash >>> SHIFT);
        if (partitions[number] == null) {
            partitions[number] =
                    new DataOutputStream(
                            new BufferedOutputStream(Files.newOutputStream(file(number)), BUFFER));
        }
        return partitions[number];
    }

    /// Reads file after file and deletes each. To be called once.
    void read(Reader reader) throws IOException {
        for (int number = 0; number < COUNT; number++) {
            if (partitions[number] != null) {
                partitions[number].close();
                read(file(number), reader);
                Files.delete(file(number));
                partitions[number] = null;
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (int number = 0; number < COUNT; number++) {
            if (partitions[number] != null) {
                partitions[number].close();
                Files.deleteIfExists(file(number));
            }
        }
    }

    private void read(Path file, Reader reader) throws IOException {
        int count = Math.toIntExact(Files.size(file) / entryBytes);
        try (DataInputStream in =
                new DataInputStream(
                        new BufferedInputStream(Files.newInputStream(file), 8 * BUFFER))) {
            reader.read(in, count);
        }
    }

    private Path file(int number) {
        return directory.resolve("%s-%03d".formatted(name, number));
    }
}
