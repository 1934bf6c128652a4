package org.bert4j.bench;

import org.bert4j.tokenizer.BadInputException;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Texts from files: each line is one, lines end at LF, blank ones do not count.
public final class TextLinesFile {
    private TextLinesFile() {}

    /// @throws BadInputException if a file cannot be read, is not UTF-8, or there is no text in any
    public static List<String> read(List<Path> files) {
        List<String> texts = new ArrayList<>();
        for (Path file : files) {
            for (String line : content(file).split("\n")) {
                if (!line.isBlank()) {
                    texts.add(line);
                }
            }
        }
        if (texts.isEmpty()) {
            throw new BadInputException(
                    "There is no text in %s; give a file with a text a line.".formatted(files));
        }
        return texts;
    }

    private static String content(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new BadInputException("%s does not exist; check the path.".formatted(file), e);
        } catch (CharacterCodingException e) {
            throw new BadInputException(
                    "%s is not UTF-8; give a plain text file with a text a line.".formatted(file),
                    e);
        } catch (IOException e) {
            throw new BadInputException(
                    "Cannot read %s: %s; check the path.".formatted(file, e.getMessage()), e);
        }
    }
}
