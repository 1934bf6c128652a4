package org.bert4j.corpus;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;

/// Finds the documents that repeat an earlier one, by their hashes, in a bit of memory a document.
///
/// The hashes go to [HashPartitions] in the order of the documents. Then each file is read by itself into a table of 32
/// to 64 bytes a document, so that one part in 128 of the hashes is in memory at a time.
final class DuplicateFinder implements AutoCloseable {
    private static final int ENTRY_BYTES = 2 * Long.BYTES + Integer.BYTES;

    private final HashPartitions partitions;
    private int documents;

    /// @param directory for files, which are deleted in the end
    DuplicateFinder(Path directory) {
        this.partitions = new HashPartitions(directory, "hashes", ENTRY_BYTES);
    }

    /// Takes the hash of the next document.
    void add(DocumentHash hash) throws IOException {
        DataOutputStream partition = partitions.of(hash.high());
        partition.writeLong(hash.high());
        partition.writeLong(hash.low());
        partition.writeInt(documents++);
    }

    /// Which documents repeat an earlier one, by their numbers from 0. To be called once.
    BitSet find() throws IOException {
        BitSet duplicates = new BitSet();
        partitions.read((entries, count) -> find(entries, count, duplicates));
        return duplicates;
    }

    @Override
    public void close() throws IOException {
        partitions.close();
    }

    private static void find(DataInputStream entries, int count, BitSet duplicates)
            throws IOException {
        HashTable seen = new HashTable(count);
        for (int i = 0; i < count; i++) {
            boolean isNew = seen.add(entries.readLong(), entries.readLong());
            int document = entries.readInt();
            if (!isNew) {
                duplicates.set(document);
            }
        }
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
