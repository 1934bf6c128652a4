package org.bert4j.corpus;

import org.bert4j.tokenizer.BadInputException;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Locale;

/// A text file of a corpus.
///
/// @param bytes    as it lies on the disk, packed if it ends in `.gz`
/// @param encoding that it is read in, strictly
public record CorpusFile(Path path, long bytes, Charset encoding) {
    /// Begins to read it, unpacked if it ends in `.gz`, without its byte order mark.
    ///
    /// @throws BadInputException if it cannot be opened
    public CorpusLines open() {
        return CorpusLines.open(this);
    }

    boolean isPacked() {
        return lowerName().endsWith(".gz");
    }

    /// The name that tells the format: lower case, without `.gz`.
    String plainName() {
        String name = lowerName();
        return isPacked() ? name.substring(0, name.length() - ".gz".length()) : name;
    }

    private String lowerName() {
        return path.getFileName().toString().toLowerCase(Locale.ROOT);
    }
}
