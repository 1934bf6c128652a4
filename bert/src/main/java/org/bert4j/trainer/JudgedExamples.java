package org.bert4j.trainer;

import org.bert4j.checkpoint.GrowingFile;

import tools.jackson.databind.json.JsonMapper;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/// Writes the judged examples of an evaluation beside the file of the best one so far, whose place they take in
/// [#keep()]. Without examples there is no file.
final class JudgedExamples implements Consumer<Map<String, Object>>, AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private GrowingFile growing;

    JudgedExamples(Path file) {
        this.file = file;
    }

    @Override
    public void accept(Map<String, Object> example) {
        if (growing == null) {
            growing = GrowingFile.create(file);
        }
        growing.write(JSON.writeValueAsString(example) + "\n");
    }

    /// They are those of the best model.
    void keep() {
        if (growing != null) {
            growing.moveIntoPlace();
        }
    }

    @Override
    public void close() {
        if (growing != null) {
            growing.close();
        }
    }
}
