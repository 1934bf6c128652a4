package org.bert4j.corpus;

import org.bert4j.tokenizer.BadInputException;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// A text file of a corpus.
///
/// @param bytes    as it lies on the disk, packed if it ends in `.gz`
/// @param encoding that it is read in, strictly
public record CorpusFile(Path path, long bytes, Charset encoding) {
    private static final int SMALLEST_BUFFER = 1 << 10;
    private static final int LARGEST_BUFFER = 1 << 16;

    /// Begins to read it, unpacked if it ends in `.gz`, without its byte order mark.
    ///
    /// @throws BadInputException if it cannot be opened
    public CorpusLines open() {
        return CorpusLines.open(this);
    }

    /// Begins to read it paragraph by paragraph, as a corpus is made of it; its beginning tells the layout.
    ///
    /// @throws BadInputException if it cannot be opened, or does not begin as a text
    public ParagraphReader paragraphs() {
        return ParagraphReader.open(this, Optional.empty());
    }

    boolean isPacked() {
        return lowerName().endsWith(".gz");
    }

    /// Room for reading it: a folder may have many small files.
    int bufferSize() {
        return isPacked() ? LARGEST_BUFFER : Math.clamp(bytes, SMALLEST_BUFFER, LARGEST_BUFFER);
    }

    boolean isMarkdown() {
        String name = lowerName();
        String unpacked = isPacked() ? name.substring(0, name.length() - ".gz".length()) : name;
        return unpacked.endsWith(".md") || unpacked.endsWith(".markdown");
    }

    private String lowerName() {
        return path.getFileName().toString().toLowerCase(Locale.ROOT);
    }
}
