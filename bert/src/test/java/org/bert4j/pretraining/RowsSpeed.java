package org.bert4j.pretraining;

import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Vocabulary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// How long the rows of some texts take, planned and then made one after the other on one thread:
/// `RowsSpeed VOCABULARY TEXT...`. A file is a document, in memory; reading and tokenising are not counted. Google's way
/// can be compared with the original: `make_pretraining_rows.py BERT ALBERT VOCABULARY TEXT...` reads the same texts.
public final class RowsSpeed {
    private static final int ROUNDS = 5;

    private RowsSpeed() {}

    public static void main(String[] args) throws IOException {
        BertTokenizer tokenizer =
                BertTokenizer.of(Vocabulary.read(Path.of(args[0])), TokenizerOptions.UNCASED);
        List<List<int[]>> texts =
                Arrays.stream(args)
                        .skip(1)
                        .map(file -> sentences(Path.of(file), tokenizer))
                        .toList();
        MemoryCorpus corpus =
                new MemoryCorpus(texts, id -> tokenizer.vocabulary().token(id).startsWith("##"));
        for (int round = 0; round < ROUNDS; round++) {
            measure(PretrainingData.GOOGLE, corpus, SpecialIds.of(tokenizer));
            measure(PretrainingData.PACKED, corpus, SpecialIds.of(tokenizer));
        }
    }

    private static List<int[]> sentences(Path file, BertTokenizer tokenizer) {
        try {
            String[] sentences = Files.readString(file).replace('\n', ' ').split("(?<=[.!?]) ");
            return Arrays.stream(sentences)
                    .map(sentence -> tokenizer.tokenize(sentence).ids())
                    .filter(ids -> ids.length > 0)
                    .toList();
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static void measure(PretrainingData data, MemoryCorpus corpus, SpecialIds special)
            throws IOException {
        Path cache = Files.createTempDirectory("rows-speed");
        long start = System.nanoTime();
        PretrainingRows rows = data.rows(corpus, special, cache);
        double planned = (System.nanoTime() - start) / 1e9;
        start = System.nanoTime();
        long masked =
                IntStream.range(0, rows.size())
                        .mapToLong(row -> rows.row(row, 0).maskedIds().length)
                        .sum();
        double made = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                "%s: %d tokens, %d rows planned in %.2f s and made in %.2f s: %.0f rows/s, %d"
                        + " predictions%n",
                data.way(),
                corpus.tokens(),
                rows.size(),
                planned,
                made,
                rows.size() / (planned + made),
                masked);
        delete(cache);
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
