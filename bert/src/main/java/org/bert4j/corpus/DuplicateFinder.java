package org.bert4j.corpus;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;

/// Finds the documents that repeat an earlier one, by their hashes, in a bit of memory a document.
///
/// The hashes go to [#PARTITIONS] files by their first bits, in the order of the documents. Then each file is read by
/// itself into a table of 32 to 64 bytes a document, so that one part in 128 of the hashes is in memory at a time.
final class DuplicateFinder implements AutoCloseable {
    private static final int PARTITIONS = 128;
    private static final int PARTITION_SHIFT = Long.SIZE - 7;
    private static final int ENTRY_BYTES = 2 * Long.BYTES + Integer.BYTES;
    private static final int BUFFER = 1 << 13;

    private final Path directory;
    private final DataOutputStream[] partitions = new DataOutputStream[PARTITIONS];
    private int documents;

    /// @param directory for the files, which are deleted in the end
    DuplicateFinder(Path directory) {
        this.directory = directory;
    }

    /// Takes the hash of the next document.
    void add(DocumentHash hash) throws IOException {
        int number = (int) (hash.high() >>> PARTITION_SHIFT);
        if (partitions[number] == null) {
            partitions[number] = open(file(number));
        }
        DataOutputStream partition = partitions[number];
        partition.writeLong(hash.high());
        partition.writeLong(hash.low());
        partition.writeInt(documents++);
    }

    /// Which documents repeat an earlier one, by their numbers from 0. To be called once.
    BitSet find() throws IOException {
        BitSet duplicates = new BitSet();
        for (int number = 0; number < PARTITIONS; number++) {
            if (partitions[number] != null) {
                partitions[number].close();
                find(file(number), duplicates);
                Files.delete(file(number));
                partitions[number] = null;
            }
        }
        return duplicates;
    }

    @Override
    public void close() throws IOException {
        for (int number = 0; number < PARTITIONS; number++) {
            if (partitions[number] != null) {
                partitions[number].close();
                Files.deleteIfExists(file(number));
            }
        }
    }

    private static void find(Path file, BitSet duplicates) throws IOException {
        long entries = Files.size(file) / ENTRY_BYTES;
        HashTable seen = new HashTable(Math.toIntExact(entries));
        try (DataInputStream in =
                new DataInputStream(
                        new BufferedInputStream(Files.newInputStream(file), 8 * BUFFER))) {
            for (long i = 0; i < entries; i++) {
                boolean isNew = seen.add(in.readLong(), in.readLong());
                int document = in.readInt();
                if (!isNew) {
                    duplicates.set(document);
                }
            }
        }
    }

    private Path file(int number) {
        return directory.resolve("hashes-%03d".formatted(number));
    }

    private static DataOutputStream open(Path file) throws IOException {
        return new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER));
    }

    /// Hashes seen before: open addressing, at most half full.
    private static final class HashTable {
        private final long[] highs;
        private final long[] lows; // 0: free

        HashTable(int entries) {
            int slots = Integer.highestOneBit(Math.max(1, entries)) * 4;
            highs = new long[slots];
            lows = new long[slots];
        }

        /// @return false if it was there already
        boolean add(long high, long low) {
            long key = low == 0 ? 1 : low;
            int mask = lows.length - 1;
            int slot = (int) key & mask;
            while (lows[slot] != 0) {
                if (lows[slot] == key && highs[slot] == high) {
                    return false;
                }
                slot = (slot + 1) & mask;
            }
            lows[slot] = key;
            highs[slot] = high;
            return true;
        }
    }
}
