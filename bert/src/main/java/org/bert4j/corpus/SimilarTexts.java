package org.bert4j.corpus;

import org.bert4j.tokenizer.BadInputException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Finds texts that are almost the same: those that have so large a part of their runs of five words in common, capitals
/// and marks not counted (Broder 1997). Files in the temporary directory hold what is compared; memory stays flat.
public final class SimilarTexts implements AutoCloseable {
    private final Path directory;
    private final NearDuplicateFinder finder;
    private int size;

    /// Which pairs matter.
    @FunctionalInterface
    public interface PairFilter {
        /// @param text    number of a text, in the order of adding, from 0
        /// @param earlier number of one before it
        boolean wants(int text, int earlier);
    }

    /// A text, and an earlier one that it resembles.
    public record Pair(int text, int earlier) {}

    /// @param similarity from which on texts are alike, in (0, 1]: Jaccard similarity
    public SimilarTexts(double similarity) {
        try {
            directory = Files.createTempDirectory("bert4j-similar");
            finder = new NearDuplicateFinder(directory, similarity);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /// Takes the next text.
    public void add(String text) {
        ShingleSummary summary = new ShingleSummary();
        Shingles shingles = new Shingles(summary);
        text.lines().forEach(shingles::add);
        try {
            finder.add(size++, summary);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /// The texts that resemble an earlier one, each with one of these. To be called once.
    public List<Pair> find(PairFilter filter) {
        List<Pair> found = new ArrayList<>();
        try {
            finder.find(
                    new NearDuplicateFinder.PairListener() {
                        @Override
                        public boolean wants(int document, int earlier) {
                            return filter.wants(document, earlier);
                        }

                        @Override
                        public void found(int document, int earlier) {
                            found.add(new Pair(document, earlier));
                        }
                    });
        } catch (IOException e) {
            throw unwritable(e);
        }
        return found;
    }

    @Override
    public void close() {
        try {
            finder.close();
            Files.delete(directory);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private static BadInputException unwritable(IOException cause) {
        return new BadInputException(
                "Cannot keep what is compared in %s (%s); free some space, or name another place with -Djava.io.tmpdir."
                        .formatted(System.getProperty("java.io.tmpdir"), cause.getMessage()),
                cause);
    }
}
