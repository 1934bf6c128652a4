package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

/// The rows of one file, one at a time.
sealed interface RowSource extends AutoCloseable permits CsvRows, JsonRows, LineRows, FolderRows {
    /// For messages, such as `tab separated`.
    String format();

    /// The next row, or null at the end; a header is a row like any other.
    ///
    /// @throws BadInputException if the file is broken
    Row next();

    @Override
    void close();
}
