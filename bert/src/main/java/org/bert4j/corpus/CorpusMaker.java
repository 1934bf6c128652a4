package org.bert4j.corpus;

import org.bert4j.dataset.OrderedParallelMap;
import org.bert4j.tokenizer.BadInputException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;

/// Makes a corpus of text, in two passes over it: the first finds out which documents are there already, the second
/// tokenizes the others. Near-duplicates take a pass between them.
final class CorpusMaker {
    /// Bytes of a file.
    private static final long SHARD_BYTES = 1L << 30;

    private static final double NANOS_PER_SECOND = 1e9;

    private final CorpusPreparation preparation;
    private final CorpusFiles files;
    private final int threads;
    private final CorpusListener listener;
    private int duplicates;
    private OptionalInt nearDuplicates = OptionalInt.empty();
    private String layouts = "";

    CorpusMaker(
            CorpusPreparation preparation,
            CorpusFiles files,
            int threads,
            CorpusListener listener) {
        this.preparation = preparation;
        this.files = files;
        this.threads = threads;
        this.listener = listener;
    }

    /// Writes all files of the corpus, the header last.
    ///
    /// @param directory that exists and is empty
    void write(Path directory, String hash) throws IOException {
        long start = System.nanoTime();
        BitSet leftOut = findDuplicates(directory);
        if (preparation.nearDuplicates().isPresent()) {
            double similarity = preparation.nearDuplicates().getAsDouble();
            BitSet resembling = findNearDuplicates(directory, similarity, leftOut);
            nearDuplicates = OptionalInt.of(resembling.cardinality());
            leftOut.or(resembling);
        }
        PartEncoder encoder = new PartEncoder(preparation.tokenizer(), preparation.segmenter());
        try (TokenCorpusWriter writer = new TokenCorpusWriter(directory, SHARD_BYTES)) {
            long bytes = tokenize(leftOut, encoder, writer);
            writer.finish();
            double seconds = (System.nanoTime() - start) / NANOS_PER_SECOND;
            CorpusReport report =
                    writer.report(duplicates, nearDuplicates, bytes, seconds, layouts);
            requireTokens(report);
            new CorpusHeader(CorpusHeader.FORMAT, hash, encoder.form().bytes(), SHARD_BYTES, report)
                    .write(directory);
        }
    }

    private BitSet findDuplicates(Path directory) throws IOException {
        try (DocumentBatches batches = new DocumentBatches(files, preparation.layout());
                DuplicateFinder finder = new DuplicateFinder(directory)) {
            addHashes(batches, finder);
            layouts = batches.layouts();
            listener.notice("Read " + layouts + ".");
            batches.doubt().ifPresent(listener::notice);
            BitSet repeated = finder.find();
            duplicates = repeated.cardinality();
            return repeated;
        }
    }

    private void addHashes(DocumentBatches batches, DuplicateFinder finder) throws IOException {
        DocumentHash hash = new DocumentHash();
        int document = 0;
        while (batches.hasNext()) {
            for (DocumentPart part : batches.next()) {
                if (part.document() != document) {
                    finder.add(hash);
                    hash = new DocumentHash();
                    document = part.document();
                }
                part.paragraphs().forEach(hash::add);
            }
            listener.progress(CorpusListener.Step.COMPARING, batches.bytes(), files.bytes());
        }
        finder.add(hash); // of the last document, or of none
    }

    /// Documents that repeat another are not looked at: whatever resembles them resembles that one.
    private BitSet findNearDuplicates(Path directory, double similarity, BitSet repeated)
            throws IOException {
        try (DocumentBatches batches = new DocumentBatches(files, preparation.layout());
                OrderedParallelMap<List<DocumentPart>, List<PartShingles>> shingles =
                        new OrderedParallelMap<>(
                                new Distinct(batches, repeated), PartShingles::of, threads);
                NearDuplicateFinder finder = new NearDuplicateFinder(directory, similarity)) {
            PartShingles document = new PartShingles(0, new ShingleSummary());
            while (shingles.hasNext()) {
                for (PartShingles part : shingles.next()) {
                    if (part.document() != document.document()) {
                        finder.add(document.document(), document.shingles());
                        document = new PartShingles(part.document(), new ShingleSummary());
                    }
                    document.shingles().add(part.shingles());
                }
                listener.progress(CorpusListener.Step.RESEMBLING, batches.bytes(), files.bytes());
            }
            finder.add(document.document(), document.shingles());
            return finder.find();
        }
    }

    /// @return bytes of the text
    private long tokenize(BitSet leftOut, PartEncoder encoder, TokenCorpusWriter writer)
            throws IOException {
        try (DocumentBatches batches = new DocumentBatches(files, preparation.layout());
                OrderedParallelMap<List<DocumentPart>, List<EncodedPart>> encoded =
                        new OrderedParallelMap<>(
                                new Distinct(batches, leftOut), encoder::encode, threads)) {
            while (encoded.hasNext()) {
                for (EncodedPart part : encoded.next()) {
                    writer.add(part);
                }
                listener.progress(CorpusListener.Step.TOKENIZING, batches.bytes(), files.bytes());
            }
            return batches.textBytes();
        }
    }

    private void requireTokens(CorpusReport report) {
        if (report.tokens() == 0) {
            throw new BadInputException(
                    "%s: there is not a single word in it; name files, or folders of files, with text."
                            .formatted(
                                    String.join(
                                            ", ",
                                            preparation.inputs().stream()
                                                    .map(Path::toString)
                                                    .toList())));
        }
    }

    /// Batches without the documents that are left out.
    private record Distinct(Iterator<List<DocumentPart>> batches, BitSet leftOut)
            implements Iterator<List<DocumentPart>> {
        @Override
        public boolean hasNext() {
            return batches.hasNext();
        }

        @Override
        public List<DocumentPart> next() {
            return batches.next().stream().filter(part -> !leftOut.get(part.document())).toList();
        }
    }
}
