package org.bert4j.corpus;

import java.util.OptionalInt;

/// What became of a text.
///
/// @param documents      in the corpus
/// @param duplicates     left out, because an earlier document is the same
/// @param nearDuplicates left out, because they resemble an earlier document, if such were looked for
/// @param sentences      of the documents
/// @param tokens         of the sentences
/// @param unknown        how many of the tokens are the unknown one
/// @param bytes          of the text, unpacked
/// @param seconds        that the preparation took
/// @param layouts        how the files were understood
public record CorpusReport(
        int documents,
        int duplicates,
        OptionalInt nearDuplicates,
        long sentences,
        long tokens,
        long unknown,
        long bytes,
        double seconds,
        String layouts) {
    private static final double BYTES_PER_MEGABYTE = 1e6;

    /// Such as `22,505 documents (12 duplicates left out), 83,014 sentences, 1,532,988 tokens (0.02 % unknown) of 6.1 MB
    /// in 0.4 s; 12 files as Markdown`, or with `(12 duplicates and 31 near-duplicates left out)`.
    public String summary() {
        return "%,d documents (%s left out), %,d sentences, %,d tokens (%.2f %% unknown) of %.1f MB in %.1f s; %s"
                .formatted(
                        documents,
                        leftOut(),
                        sentences,
                        tokens,
                        100.0 * unknown / tokens,
                        bytes / BYTES_PER_MEGABYTE,
                        seconds,
                        layouts);
    }

    private String leftOut() {
        String same = "%,d duplicates".formatted(duplicates);
        return nearDuplicates.isEmpty()
                ? same
                : "%s and %,d near-duplicates".formatted(same, nearDuplicates.getAsInt());
    }
}
