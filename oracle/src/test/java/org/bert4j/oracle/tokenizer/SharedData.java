package org.bert4j.oracle.tokenizer;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Real texts for tests, beside the checkout where they are present: `../shared/data`.
final class SharedData {
    private static final int LONGEST_TEXT = 2_000;
    private static final JsonMapper MAPPER = new JsonMapper();

    private SharedData() {}

    static Path directory() {
        return checkout().resolve("../shared/data").normalize();
    }

    /// The root of the checkout, whatever module the test runs in.
    static Path checkout() {
        return Path.of(System.getProperty("bert4j.root", ".."));
    }

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory())) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /// Gives each line of a file to `action`, and of a JSON file each string in it as well; what is
    /// longer than 2,000 units comes in pieces.
    static void forEachText(Path file, Consumer<String> action) throws IOException {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(open(file), StandardCharsets.UTF_8))) {
            lines.lines().forEach(line -> inPieces(line, action));
        }
        String name = file.getFileName().toString();
        if (name.endsWith(".json") || name.endsWith(".jsonl.gz")) {
            forEachString(file, action);
        }
    }

    private static InputStream open(Path file) throws IOException {
        InputStream in = Files.newInputStream(file);
        return file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
    }

    private static void forEachString(Path file, Consumer<String> action) throws IOException {
        try (JsonParser json = MAPPER.createParser(open(file))) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    inPieces(json.getString(), action);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void inPieces(String text, Consumer<String> action) {
        for (int from = 0; from == 0 || from < text.length(); from += LONGEST_TEXT) {
            action.accept(text.substring(from, Math.min(text.length(), from + LONGEST_TEXT)));
        }
    }
}
