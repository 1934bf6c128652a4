package org.bert4j.vocabulary;

/// A text that can be read from its beginning, line by line: a file, for example.
@FunctionalInterface
public interface TextSource {
    /// Opens the text. It may be asked for on any thread, and is read by one at a time.
    ///
    /// @throws org.bert4j.tokenizer.BadInputException if it cannot be read
    Lines open();

    /// The lines of an open text.
    interface Lines extends AutoCloseable {
        /// The next line without its end, or null behind the last one.
        ///
        /// @throws org.bert4j.tokenizer.BadInputException if it cannot be read
        String next();

        @Override
        void close();
    }
}
