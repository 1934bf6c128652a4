package org.bert4j.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalInt;

/// Writes the files of a [MappedTokenCorpus], part by part, and holds none of them.
final class TokenCorpusWriter implements AutoCloseable {
    private final ShardWriter tokens;
    private final ShardWriter sentences;
    private final ShardWriter documents;
    private int latest = -1; // number of the latest document in the text
    private int tokensInDocument;
    private int documentCount;
    private long sentenceCount;
    private long tokenCount;
    private long unknown;

    /// @param directory  that exists and holds no corpus
    /// @param shardBytes of the largest file, a multiple of 16
    TokenCorpusWriter(Path directory, long shardBytes) {
        this.tokens = new ShardWriter(directory, MappedTokenCorpus.TOKENS, shardBytes);
        this.sentences = new ShardWriter(directory, MappedTokenCorpus.SENTENCES, shardBytes);
        this.documents = new ShardWriter(directory, MappedTokenCorpus.DOCUMENTS, shardBytes);
    }

    /// Adds the next part of the latest document, or of a new one. Documents without tokens are none.
    void add(EncodedPart part) throws IOException {
        if (part.size() == 0) {
            return;
        }
        if (part.document() != latest) {
            latest = part.document();
            tokensInDocument = 0;
            documentCount++;
            writeDocument();
        }
        tokens.write(part.tokens());
        for (int end : part.sentenceEnds()) {
            sentences.writeInt(Math.addExact(tokensInDocument, end));
        }
        tokensInDocument += part.size();
        sentenceCount += part.sentenceEnds().length;
        tokenCount += part.size();
        unknown += part.unknown();
    }

    /// Completes the files and brings them to the disk, all but the header.
    void finish() throws IOException {
        writeDocument(); // where the last one ends
        tokens.finish();
        sentences.finish();
        documents.finish();
    }

    /// The counts so far.
    CorpusReport report(
            int duplicates,
            OptionalInt nearDuplicates,
            long bytes,
            double seconds,
            String layouts) {
        return new CorpusReport(
                documentCount,
                duplicates,
                nearDuplicates,
                sentenceCount,
                tokenCount,
                unknown,
                bytes,
                seconds,
                layouts);
    }

    @Override
    public void close() throws IOException {
        try (tokens;
                sentences;
                documents) {
            // nothing but to close them all
        }
    }

    private void writeDocument() throws IOException {
        documents.writeLong(sentenceCount);
        documents.writeLong(tokenCount);
    }
}
