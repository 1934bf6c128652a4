package org.bert4j.task;

import org.bert4j.checkpoint.GrowingFile;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/// One JSON object in a file, which grows entry by entry.
final class JsonFile implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final GrowingFile file;
    private final JsonGenerator json;

    private JsonFile(GrowingFile file) {
        this.file = file;
        this.json = MAPPER.writerWithDefaultPrettyPrinter().createGenerator(file.output());
        json.writeStartObject();
    }

    static JsonFile create(Path place) {
        return new JsonFile(GrowingFile.create(place));
    }

    void write(Consumer<JsonGenerator> entry) {
        try {
            entry.accept(json);
        } catch (JacksonException e) {
            throw file.unwritable(new IOException(e.getOriginalMessage(), e));
        }
    }

    /// Writes out what is left; the file still lies beside its place.
    void complete() {
        write(
                generator -> {
                    generator.writeEndObject();
                    generator.writeRaw('\n');
                    generator.close();
                });
    }

    void moveIntoPlace() {
        file.moveIntoPlace();
    }

    /// Throws away what is not in its place.
    @Override
    public void close() {
        file.close();
    }
}
