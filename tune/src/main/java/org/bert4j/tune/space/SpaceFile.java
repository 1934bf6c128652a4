package org.bert4j.tune.space;

import org.bert4j.tokenizer.BadInputException;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/// Reads what is searched from a YAML file, an option a line:
///
/// ```yaml
/// learning-rate: log(1e-5,1e-4)
/// batch-size: [8, 16, 32]
/// freeze: nothing|encoder
/// head-learning-rate: log(1e-4,1e-2) if freeze=encoder
/// ```
public final class SpaceFile {
    private static final YAMLMapper YAML = new YAMLMapper();

    private SpaceFile() {}

    /// @throws BadInputException if the file cannot be read or understood
    public static List<Parameter> read(Path file) {
        JsonNode options = parse(file);
        if (!options.isObject()) {
            throw new BadInputException(
                    "%s names no options; write lines such as \"learning-rate: log(1e-5,1e-4)\"."
                            .formatted(file));
        }
        return options.propertyStream()
                .map(option -> option.getKey() + "=" + values(option.getValue()))
                .map(SearchText::parse)
                .toList();
    }

    private static JsonNode parse(Path file) {
        try {
            return YAML.readTree(Files.readString(file));
        } catch (IOException e) {
            throw new BadInputException("Cannot read %s: %s.".formatted(file, e.getMessage()), e);
        } catch (JacksonException e) {
            throw new BadInputException(
                    "%s:%d is not YAML: %s; write lines such as \"learning-rate: log(1e-5,1e-4)\"."
                            .formatted(
                                    file,
                                    e.getLocation() == null ? 1 : e.getLocation().getLineNr(),
                                    e.getOriginalMessage()),
                    e);
        }
    }

    private static String values(JsonNode value) {
        return value.isArray()
                ? StreamSupport.stream(value.spliterator(), false)
                        .map(JsonNode::asString)
                        .collect(Collectors.joining("|"))
                : value.asString();
    }
}
