package org.bert4j.corpus;

import org.bert4j.tokenizer.BadInputException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Stream;

/// The text files of a corpus: those that were named, and all files of the folders that were named, `.txt`, `.md`, `.gz`
/// or any other text. What begins with a dot in a folder is passed over.
///
/// ```java
/// for (CorpusFile file : CorpusFiles.of(List.of(Path.of("books")), Optional.empty()).files()) {
///     try (CorpusLines lines = file.open()) {
///         for (String line = lines.next(); line != null; line = lines.next()) {
///             System.out.println(line);
///         }
///     }
/// }
/// ```
///
/// @param files in the order of the inputs; those of a folder sorted by their paths; none twice
public record CorpusFiles(List<CorpusFile> files) {
    public CorpusFiles {
        files = List.copyOf(files);
    }

    /// @param inputs   files and folders
    /// @param encoding of all files, if they are not UTF-8
    /// @throws BadInputException if an input is missing or cannot be read, or if all of them are empty
    public static CorpusFiles of(List<Path> inputs, Optional<Charset> encoding) {
        if (inputs.isEmpty()) {
            throw new BadInputException("There is no input; name text files, or folders of them.");
        }
        SequencedSet<Path> paths = new LinkedHashSet<>();
        inputs.forEach(input -> paths.addAll(filesOf(input)));
        Charset charset = encoding.orElse(StandardCharsets.UTF_8);
        CorpusFiles found =
                new CorpusFiles(paths.stream().map(path -> file(path, charset)).toList());
        if (found.bytes() == 0) {
            throw new BadInputException(
                    "%s: there is no text in it; name files, or folders of files, with text."
                            .formatted(names(inputs)));
        }
        return found;
    }

    /// Bytes of all files, packed ones as they lie on the disk.
    public long bytes() {
        return files.stream().mapToLong(CorpusFile::bytes).sum();
    }

    private static List<Path> filesOf(Path input) {
        Path path = input.normalize();
        if (!Files.exists(path)) {
            throw new BadInputException(
                    "%s does not exist; give the path of a text file or of a folder of them."
                            .formatted(input));
        }
        return Files.isDirectory(path) ? filesIn(path) : List.of(path);
    }

    private static List<Path> filesIn(Path folder) {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> entries = Files.list(folder)) {
            entries.filter(entry -> !isHidden(entry))
                    .sorted()
                    .forEach(
                            entry -> {
                                if (Files.isDirectory(entry)) {
                                    found.addAll(filesIn(entry));
                                } else if (Files.isRegularFile(entry)) {
                                    found.add(entry);
                                }
                            });
        } catch (IOException | UncheckedIOException e) {
            throw new BadInputException(
                    "%s cannot be listed (%s); check its permissions."
                            .formatted(folder, e.getMessage()),
                    e);
        }
        return found;
    }

    private static boolean isHidden(Path entry) {
        return entry.getFileName().toString().startsWith(".");
    }

    private static CorpusFile file(Path path, Charset charset) {
        try {
            return new CorpusFile(path, Files.size(path), charset);
        } catch (IOException e) {
            throw new BadInputException(
                    "%s cannot be read (%s); check the file and its permissions."
                            .formatted(path, e.getMessage()),
                    e);
        }
    }

    private static String names(List<Path> inputs) {
        return String.join(", ", inputs.stream().map(Path::toString).toList());
    }
}
