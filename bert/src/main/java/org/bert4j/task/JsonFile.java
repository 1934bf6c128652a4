package org.bert4j.task;

import org.bert4j.tokenizer.BadInputException;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Consumer;

/// One JSON object that grows entry by entry in a file beside its place, and is renamed into its
/// place when it is complete; so a reader never sees half of it.
final class JsonFile implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Path target;
    private final Path growing;
    private final OutputStream output;
    private final JsonGenerator json;

    private JsonFile(Path target, Path growing, OutputStream output) {
        this.target = target;
        this.growing = growing;
        this.output = output;
        this.json = MAPPER.writerWithDefaultPrettyPrinter().createGenerator(output);
    }

    static JsonFile create(Path target) {
        Path growing = target.resolveSibling(target.getFileName() + ".part");
        if (Files.isDirectory(target)) {
            throw unwritable(target, "it is a directory", null);
        }
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            JsonFile file = new JsonFile(target, growing, Files.newOutputStream(growing));
            file.json.writeStartObject();
            return file;
        } catch (IOException e) {
            throw unwritable(target, reason(e), e);
        }
    }

    void write(Consumer<JsonGenerator> entry) {
        try {
            entry.accept(json);
        } catch (JacksonException e) {
            throw unwritable(target, e.getOriginalMessage(), e);
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
        try {
            Files.move(growing, target, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritable(target, reason(e), e);
        }
    }

    /// Throws away what is not in its place.
    @Override
    public void close() {
        try {
            output.close();
            Files.deleteIfExists(growing);
        } catch (IOException e) {
            throw unwritable(target, reason(e), e);
        }
    }

    /// Messages of file system exceptions are often nothing but the path.
    private static String reason(IOException e) {
        return switch (e) {
            case AccessDeniedException _ -> "permission denied";
            case FileAlreadyExistsException in -> in.getFile() + " is not a directory";
            case FileSystemException of when of.getReason() != null -> of.getReason();
            default -> e.getMessage();
        };
    }

    private static BadInputException unwritable(Path target, String why, Exception cause) {
        return new BadInputException(
                "%s cannot be written (%s); free space or choose another directory."
                        .formatted(target, why),
                cause);
    }
}
