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

    private final int[] guesses; // for the token before
    private final int mostFrequent;

    /// Shares of masked tokens that are guessed right.
    ///
    /// @param bigrams      by what mostly follows the token before
    /// @param mostFrequent by always saying the most frequent token
    public record Accuracy(double bigrams, double mostFrequent) {}

    private BigramBaseline(TokenCorpus corpus, int vocabularySize) {
        int tokens = (int) Math.min(corpus.tokens(), MOST_TOKENS);
        int[] text = new int[tokens];
        boolean[] begins = new boolean[tokens]; // a document
        read(corpus, text, begins);
        int[] counts = new int[vocabularySize];
        for (int id : text) {
            counts[id]++;
        }
        mostFrequent =
                IntStream.range(0, vocabularySize)
                        .reduce(0, (best, id) -> counts[id] > counts[best] ? id : best);
        int[][] followers = followers(text, begins, vocabularySize);
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

    private static void read(TokenCorpus corpus, int[] text, boolean[] begins) {
        int place = 0;
        for (int document = 0; place < text.length; document++) {
            begins[place] = true;
            for (int sentence = 0; sentence < corpus.sentences(document); sentence++) {
                int[] ids = corpus.ids(document, sentence);
                int count = Math.min(ids.length, text.length - place);
                System.arraycopy(ids, 0, text, place, count);
                place += count;
            }
        }
    }

    /// Of each token, all that followed it, one for each time.
    private static int[][] followers(int[] text, boolean[] begins, int vocabularySize) {
        int[] sizes = new int[vocabularySize];
        for (int i = 1; i < text.length; i++) {
            if (!begins[i]) {
                sizes[text[i - 1]]++;
            }
        }
        int[][] followers = new int[vocabularySize][];
        Arrays.setAll(followers, id -> new int[sizes[id]]);
        for (int i = text.length - 1; i > 0; i--) {
            if (!begins[i]) {
                followers[text[i - 1]][--sizes[text[i - 1]]] = text[i];
            }
        }
        return followers;
    }

    private int guess(int[] followers, int[] counts, int tokens) {
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
