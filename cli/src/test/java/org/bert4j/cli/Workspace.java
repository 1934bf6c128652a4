package org.bert4j.cli;

import org.bert4j.checkpoint.DirectoryWriter;
import org.bert4j.checkpoint.JsonFiles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A directory with a very small model for question answering in `model/` (random weights, made by transformers; see
/// the module `bert`), questions in `train.json`, and room for what commands write.
record Workspace(Path root) {
    static final Path MODELS =
            Path.of(System.getProperty("bert4j.root"))
                    .resolve("bert/src/test/resources/org/bert4j/checkpoint");

    /// Empties the directory and fills it again.
    static Workspace fresh(Path root) {
        try {
            DirectoryWriter.delete(root);
            Files.createDirectories(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Workspace workspace = new Workspace(root);
        workspace.copy(MODELS.resolve("tiny-qa"), "model");
        workspace.writeQuestions("train.json", 24);
        return workspace;
    }

    Path path(String name) {
        return root.resolve(name);
    }

    /// The words of a command line, with `@` for this directory.
    String[] words(String line) {
        return line.replace("@", root.toString()).split(" ", -1);
    }

    void copy(Path from, String to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = path(to).resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void write(String name, String content) {
        write(name, content.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    void write(String name, byte[] content) {
        try {
            Files.createDirectories(path(name).getParent());
            Files.write(path(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(String name) {
        try {
            return Files.readString(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] bytes(String name) {
        try {
            return Files.readAllBytes(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String name) {
        try {
            Files.delete(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Exchanges a text that the file must have.
    void replace(String name, String text, String by) {
        String content = read(name);
        if (!content.contains(text)) {
            throw new IllegalArgumentException(name + " has no " + text);
        }
        write(name, content.replace(text, by));
    }

    /// Leaves the first half of a file.
    void cut(String name) {
        byte[] content = bytes(name);
        write(name, java.util.Arrays.copyOf(content, content.length / 2));
    }

    /// A SQuAD 1.1-shaped file of so many paragraphs with a question each.
    void writeQuestions(String name, int count) {
        List<String> answers = List.of("china", "paris", "france", "beijing");
        List<Map<String, Object>> paragraphs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String answer = answers.get(i % 4);
            String context = "the river " + i + " is in " + answer + " and " + "x".repeat(i % 7);
            int start = context.indexOf(answer);
            Object question =
                    Map.of(
                            "id",
                            "q" + i,
                            "question",
                            "where is the river?",
                            "answers",
                            List.of(Map.of("text", answer, "answer_start", start)));
            paragraphs.add(Map.of("context", context, "qas", List.of(question)));
        }
        Object article = Map.of("title", "rivers", "paragraphs", paragraphs);
        JsonFiles.write(path(name), Map.of("version", "1.1", "data", List.of(article)));
    }

    /// Every file with its content, and every directory.
    SortedMap<String, String> tree() {
        SortedMap<String, String> tree = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.toList()) {
                String content =
                        Files.isDirectory(file)
                                ? "directory"
                                : Base64.getEncoder().encodeToString(Files.readAllBytes(file));
                tree.put(root.relativize(file).toString(), content);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tree;
    }
}
