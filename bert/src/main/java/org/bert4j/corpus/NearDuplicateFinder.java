package org.bert4j.corpus;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;

/// Finds the documents that resemble an earlier one: those whose estimated Jaccard similarity ([MinHash] over
/// [Shingles]) is at least a given one. Documents that have a hash of their [Bands] in common are compared (Broder 1997;
/// Lee et al. 2022, "Deduplicating training data makes language models better", section 4.2).
///
/// The earlier document may itself have been left out for a still earlier one, as in Lee et al., where all that hangs
/// together is left out but one. What is found depends on the documents and their order, and on nothing else.
///
/// On the disk are, as long as it lasts, 256 bytes a document and 12 for each of its bands: 0.5 KB at a similarity of
/// 0.8, 0.8 KB at 0.5. Memory holds a table of one part in 128 of the band hashes, at most 32 bytes each: 5 bytes a
/// document at 0.8, 11 at 0.5; and a bit for each document.
final class NearDuplicateFinder implements AutoCloseable {
    /// With so many of those before it a document is compared for each band: where texts share a template, a band may
    /// be the same for half of them.
    static final int MOST_COMPARED = 50;

    private static final int SIGNATURE_BYTES = MinHash.SIZE * Short.BYTES;
    private static final int ENTRY_BYTES = Long.BYTES + Integer.BYTES;

    private final Path file;
    private final FileChannel signatures; // of all documents, each at its number
    private final HashPartitions partitions;
    private final Bands bands;
    private final double similarity;
    private final short[] signature = new short[MinHash.SIZE];
    private final short[] earlierSignature = new short[MinHash.SIZE];
    private final ByteBuffer buffer = ByteBuffer.allocate(SIGNATURE_BYTES);

    /// @param directory  for files, which are deleted in the end
    /// @param similarity from which on documents resemble each other
    NearDuplicateFinder(Path directory, double similarity) throws IOException {
        this.file = directory.resolve("signatures");
        this.bands = Bands.of(similarity);
        this.similarity = similarity;
        this.partitions = new HashPartitions(directory, "bands", ENTRY_BYTES);
        this.signatures =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
    }

    /// Takes a document; one without a word resembles none.
    ///
    /// @param document its number, larger than those before
    void add(int document, MinHash hash) throws IOException {
        if (hash.isEmpty()) {
            return;
        }
        write(document, hash.signature());
        for (int band = 0; band < bands.count(); band++) {
            long key = bands.hash(hash, band);
            DataOutputStream partition = partitions.of(key);
            partition.writeLong(key);
            partition.writeInt(document);
        }
    }

    /// The numbers of the documents that resemble an earlier one. To be called once.
    BitSet find() throws IOException {
        BitSet found = new BitSet();
        partitions.read((entries, count) -> find(entries, count, found));
        return found;
    }

    @Override
    public void close() throws IOException {
        try (partitions;
                signatures) {
            Files.deleteIfExists(file);
        }
    }

    private void find(DataInputStream entries, int count, BitSet found) throws IOException {
        Chains chains = new Chains(count);
        for (int i = 0; i < count; i++) {
            long key = entries.readLong();
            int document = entries.readInt();
            chains.add(key, document);
            if (!found.get(document) && resemblesEarlier(chains, i)) {
                found.set(document);
            }
        }
    }

    private boolean resemblesEarlier(Chains chains, int entry) throws IOException {
        int earlier = chains.before(entry);
        if (earlier == Chains.NONE) {
            return false;
        }
        read(chains.document(entry), signature);
        for (int i = 0; i < MOST_COMPARED && earlier != Chains.NONE; i++) {
            read(chains.document(earlier), earlierSignature);
            if (areAlike()) {
                return true;
            }
            earlier = chains.before(earlier);
        }
        return false;
    }

    private boolean areAlike() {
        int same = 0;
        for (int i = 0; i < MinHash.SIZE; i++) {
            same += signature[i] == earlierSignature[i] ? 1 : 0;
        }
        return same >= similarity * MinHash.SIZE;
    }

    private void write(int document, short[] values) throws IOException {
        buffer.clear().asShortBuffer().put(values);
        long at = (long) document * SIGNATURE_BYTES;
        while (buffer.hasRemaining()) {
            signatures.write(buffer, at + buffer.position());
        }
    }

    private void read(int document, short[] values) throws IOException {
        buffer.clear();
        long at = (long) document * SIGNATURE_BYTES;
        while (buffer.hasRemaining()) {
            if (signatures.read(buffer, at + buffer.position()) < 0) {
                throw new IOException("%s is too short".formatted(file));
            }
        }
        buffer.flip().asShortBuffer().get(values);
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
