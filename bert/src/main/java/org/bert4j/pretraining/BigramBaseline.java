package org.bert4j.pretraining;

import org.bert4j.corpus.TokenCorpus;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Guesses masked tokens without a network: what mostly follows the token before. A model that has learned something beats
/// it.
///
/// Counts of pairs are interpolated with those of single tokens as Witten and Bell 1991 do: the more different tokens
/// follow one, the less its pairs are trusted.
public final class BigramBaseline {
    private static final int MOST_TOKENS = 1 << 26; // 256 MiB of followers
    private static final int NONE = -1;

    private final int[] guesses; // for the token before
    private final int mostFrequent;

    /// Shares of masked tokens that are guessed right.
    ///
    /// @param bigrams      by what mostly follows the token before
    /// @param mostFrequent by always saying the most frequent token
    public record Accuracy(double bigrams, double mostFrequent) {}

    /// Hears every token with the one before.
    @FunctionalInterface
    private interface Pairs {
        /// @param before [#NONE] where a document begins
        void hear(int before, int id);
    }

    private BigramBaseline(TokenCorpus corpus, int vocabularySize) {
        int[] counts = new int[vocabularySize];
        int[] sizes = new int[vocabularySize];
        read(
                corpus,
                (before, id) -> {
                    counts[id]++;
                    if (before != NONE) {
                        sizes[before]++;
                    }
                });
        int[][] followers = new int[vocabularySize][];
        Arrays.setAll(followers, id -> new int[sizes[id]]);
        read(
                corpus,
                (before, id) -> {
                    if (before != NONE) {
                        followers[before][--sizes[before]] = id;
                    }
                });
        mostFrequent =
                IntStream.range(0, vocabularySize)
                        .reduce(0, (best, id) -> counts[id] > counts[best] ? id : best);
        long tokens = Math.min(corpus.tokens(), MOST_TOKENS);
        guesses =
                IntStream.range(0, vocabularySize)
                        .parallel()
                        .map(id -> guess(followers[id], counts, tokens))
                        .toArray();
    }

    /// Learns from a corpus, or from its first 67 million tokens.
    public static BigramBaseline of(TokenCorpus corpus, SpecialIds special) {
        return new BigramBaseline(corpus, special.vocabularySize());
    }

    private static void read(TokenCorpus corpus, Pairs pairs) {
        long left = Math.min(corpus.tokens(), MOST_TOKENS);
        for (int document = 0; left > 0; document++) {
            int before = NONE;
            for (int sentence = 0; sentence < corpus.sentences(document); sentence++) {
                for (int id : corpus.ids(document, sentence)) {
                    if (left-- > 0) {
                        pairs.hear(before, id);
                    }
                    before = id;
                }
            }
        }
    }

    private int guess(int[] followers, int[] counts, long tokens) {
        Arrays.sort(followers);
        int types = 0;
        for (int i = 0; i < followers.length; i++) {
            types += i == 0 || followers[i] != followers[i - 1] ? 1 : 0;
        }
        int best = mostFrequent; // worth at least what it is worth by itself
        double bestWorth = types * (double) counts[mostFrequent] / tokens;
        int begin = 0;
        for (int end = 1; end <= followers.length; end++) {
            if (end < followers.length && followers[end] == followers[begin]) {
                continue;
            }
            int id = followers[begin];
            double worth = end - begin + types * (double) counts[id] / tokens;
            if (worth > bestWorth) {
                best = id;
                bestWorth = worth;
            }
            begin = end;
        }
        return best;
    }

    /// Guesses the masked tokens of rows as they look in the first epoch. The token before is taken as a model sees it:
    /// where it is masked too, the most frequent token is guessed.
    public Accuracy accuracy(PretrainingRows rows) {
        long total = 0;
        long byPairs = 0;
        long byFrequency = 0;
        for (int number = 0; number < rows.size(); number++) {
            PretrainingRow row = rows.row(number, 0);
            for (int i = 0; i < row.maskedIds().length; i++) {
                int before = row.inputIds()[row.maskedPositions()[i] - 1];
                total++;
                byPairs += guesses[before] == row.maskedIds()[i] ? 1 : 0;
                byFrequency += mostFrequent == row.maskedIds()[i] ? 1 : 0;
            }
        }
        return new Accuracy((double) byPairs / total, (double) byFrequency / total);
    }
}
