package org.bert4j.corpus;

import org.bert4j.dataset.RenamedWords;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A corpus as large as one likes, made of real text by repetition with other words each time:
/// `RepeatedCorpus OUTPUT MEGABYTES INPUT...`. The text keeps the marks of its layout.
public final class RepeatedCorpus {
    private static final long MEGABYTE = 1_000_000;

    private RepeatedCorpus() {}

    public static void main(String[] args) throws IOException {
        write(
                Path.of(args[0]),
                Long.parseLong(args[1]) * MEGABYTE,
                Arrays.stream(args).skip(2).map(Path::of).toList());
    }

    static void write(Path output, long bytes, List<Path> inputs) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path input : inputs) {
            texts.add(Files.readString(input));
        }
        RenamedWords words = RenamedWords.ofTexts(texts);
        long written = 0;
        try (BufferedWriter out = Files.newBufferedWriter(output)) {
            for (int round = 0; written < bytes; round++) {
                for (String text : texts) {
                    String renamed = words.rename(text, round);
                    out.append("\n\n").append(renamed);
                    written += renamed.length(); // a little less than its bytes
                }
            }
        }
    }
}
