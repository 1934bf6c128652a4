package org.bert4j.checkpoint;

import org.bert4j.tokenizer.BadInputException;

import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Small JSON files: read with one clear sentence where they are not what they should be, written whole.
public final class JsonFiles {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build();

    private JsonFiles() {}

    /// @throws BadInputException if the file is missing, empty, damaged, or not a JSON object
    public static JsonNode readObject(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length == 0) {
                throw new BadInputException("%s is empty; fetch it again.".formatted(file));
            }
            JsonNode root = JSON.readTree(bytes);
            if (root == null || !root.isObject()) {
                throw new BadInputException(
                        "%s is not a JSON object; is it the right file?".formatted(file));
            }
            return root;
        } catch (IOException e) {
            throw new BadInputException(
                    "Cannot read %s: %s; check the path."
                            .formatted(file, DirectoryWriter.reason(e)),
                    e);
        } catch (JacksonException e) {
            throw new BadInputException(
                    "%s:%d is not JSON (%s); fetch the file again."
                            .formatted(file, e.getLocation().getLineNr(), firstLine(e)),
                    e);
        }
    }

    /// Writes any map, list or record as indented JSON, as a [GrowingFile].
    public static void write(Path file, Object content) {
        try (GrowingFile growing = GrowingFile.create(file)) {
            growing.write(JSON.writeValueAsString(content) + "\n");
            growing.moveIntoPlace();
        }
    }

    /// A JSON object as ordinary Java maps, lists and numbers.
    public static Map<String, Object> toMap(JsonNode object) {
        return JSON.convertValue(object, new TypeReference<>() {});
    }

    /// A JSON object as a record.
    ///
    /// @param file where the object comes from
    /// @throws BadInputException if a component is missing or of another type
    public static <T> T convert(Path file, JsonNode object, Class<T> type) {
        try {
            return JSON.treeToValue(object, type);
        } catch (JacksonException e) {
            throw new BadInputException(
                    "%s does not hold what bert4j writes there (%s); restore the file or begin anew."
                            .formatted(file, firstLine(e)),
                    e);
        }
    }

    private static String firstLine(JacksonException error) {
        return error.getOriginalMessage().lines().findFirst().orElse("unreadable");
    }
}
