package org.bert4j.corpus;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;

/// Finds the documents that resemble an earlier one: those whose [Shingles] have at least a given Jaccard similarity with
/// those of one. Documents are compared that have a hash of their [Bands] in common (Broder 1997; Lee et al. 2022,
/// "Deduplicating training data makes language models better", section 4.2), by their [LeastHashes]: exactly, unless they
/// are long.
///
/// The earlier document may itself have been left out for a still earlier one, as in Lee et al., where all that hangs
/// together is left out but one. What is found depends on the documents and their order, and on nothing else.
///
/// On the disk are, as long as it lasts, 4 bytes for each shingle of a document (at most 2 KB) and 12 for each of its
/// bands: 252 bytes at a similarity of 0.8, 504 at 0.5. Memory holds a table of one part in 128 of the band hashes, at
/// most 32 bytes each: 6 bytes a document at 0.8, 11 at 0.5; and a bit for each document.
final class NearDuplicateFinder implements AutoCloseable {
    /// With so many of those before it a document is compared for each band: where texts share a template, a band may
    /// be the same for half of them.
    private static final int MOST_COMPARED = 50;

    private static final int ENTRY_BYTES = Long.BYTES + Integer.BYTES;

    private final double similarity;
    private final Bands bands;
    private final HashPartitions partitions;
    private final ShingleFile shingles;

    /// @param directory  for files, which are deleted in the end
    /// @param similarity from which on documents resemble each other
    NearDuplicateFinder(Path directory, double similarity) throws IOException {
        this.similarity = similarity;
        this.bands = Bands.of(similarity);
        this.partitions = new HashPartitions(directory, "bands", ENTRY_BYTES);
        this.shingles = new ShingleFile(directory);
    }

    /// Takes a document; one without a word resembles none.
    ///
    /// @param document its number, larger than those before
    void add(int document, ShingleSummary summary) throws IOException {
        if (summary.isEmpty()) {
            return;
        }
        shingles.write(document, summary.least().toArray());
        for (int band = 0; band < bands.count(); band++) {
            long key = bands.hash(summary.minHash(), band);
            DataOutputStream partition = partitions.of(key);
            partition.writeLong(key);
            partition.writeInt(document);
        }
    }

    /// Hears of documents that resemble each other.
    interface PairListener {
        /// Whether it matters that these two may be alike.
        boolean wants(int document, int earlier);

        /// They are.
        void found(int document, int earlier);
    }

    /// The numbers of the documents that resemble an earlier one. To be called once.
    BitSet find() throws IOException {
        return find(
                new PairListener() {
                    @Override
                    public boolean wants(int document, int earlier) {
                        return true;
                    }

                    @Override
                    public void found(int document, int earlier) {
                        // the number is enough
                    }
                });
    }

    /// The same among the pairs that matter; of each document, one earlier one is heard of. To be called once.
    BitSet find(PairListener pairs) throws IOException {
        BitSet found = new BitSet();
        partitions.read((entries, count) -> find(entries, count, found, pairs));
        return found;
    }

    @Override
    public void close() throws IOException {
        try (partitions;
                shingles) {
            // nothing but to close both
        }
    }

    private void find(DataInputStream entries, int count, BitSet found, PairListener pairs)
            throws IOException {
        Chains chains = new Chains(count);
        for (int i = 0; i < count; i++) {
            long key = entries.readLong();
            int document = entries.readInt();
            chains.add(key, document);
            if (!found.get(document) && resemblesEarlier(chains, i, pairs)) {
                found.set(document);
            }
        }
    }

    private boolean resemblesEarlier(Chains chains, int entry, PairListener pairs)
            throws IOException {
        int earlier = chains.before(entry);
        if (earlier == Chains.NONE) {
            return false;
        }
        int document = chains.document(entry);
        int[] hashes = shingles.read(document);
        for (int i = 0; i < MOST_COMPARED && earlier != Chains.NONE; i++) {
            int other = chains.document(earlier);
            if (pairs.wants(document, other)
                    && LeastHashes.similarity(hashes, shingles.read(other)) >= similarity) {
                pairs.found(document, other);
                return true;
            }
            earlier = chains.before(earlier);
        }
        return false;
    }

    /// Entries, each with the latest one before it that has the same key.
    private static final class Chains {
        static final int NONE = -1;

        private final long[] keys;
        private final int[] documents;
        private final int[] before; // an entry
        private final int[] latest; // by key, in a table at most half full: an entry + 1, 0 if free
        private int size;

        Chains(int entries) {
            keys = new long[entries];
            documents = new int[entries];
            before = new int[entries];
            latest = new int[Integer.highestOneBit(Math.max(1, entries)) * 4];
        }

        void add(long key, int document) {
            int mask = latest.length - 1;
            int slot = (int) key & mask;
            while (latest[slot] != 0 && keys[latest[slot] - 1] != key) {
                slot = (slot + 1) & mask;
            }
            keys[size] = key;
            documents[size] = document;
            before[size] = latest[slot] - 1; // NONE if it is free
            latest[slot] = ++size;
        }

        int before(int entry) {
            return before[entry];
        }

        int document(int entry) {
            return documents[entry];
        }
    }
}
