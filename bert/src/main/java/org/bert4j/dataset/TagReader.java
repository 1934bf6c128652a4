package org.bert4j.dataset;

import java.util.List;

/// Reads the tagged texts of one file, with the tags as the file writes them.
interface TagReader extends AutoCloseable {
    /// The next text, or null at the end.
    TaggedText next();

    /// Where tag i of the latest text stands.
    String placeOf(int tag);

    /// What people should know about the part of the file read so far, one clause each.
    default List<String> notes() {
        return List.of();
    }

    @Override
    void close();
}
