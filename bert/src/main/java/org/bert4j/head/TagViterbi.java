package org.bert4j.head;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The best path of tags through a sentence (Viterbi 1967) among those that the tag scheme allows: in BIO, `I-PER` follows
/// `B-PER` or `I-PER` only. Plain Java, for any number of threads.
///
/// Without transition scores the best path is also the most probable one of independent words: taking log-probabilities
/// instead of logits lowers all paths by the same amount.
public final class TagViterbi {
    private final boolean[] allowedStart;
    private final boolean[][] allowed;

    /// @param allowedStart whether each tag may be that of the first word
    /// @param allowed      `[from][to]`, whether a word of tag `to` may follow one of tag `from`
    /// @throws IllegalArgumentException if `allowed` is not square, or no tag may be first
    public TagViterbi(boolean[] allowedStart, boolean[][] allowed) {
        this.allowedStart = allowedStart.clone();
        this.allowed = Arrays.stream(allowed).map(boolean[]::clone).toArray(boolean[][]::new);
        requireSquare();
        if (IntStream.range(0, allowedStart.length).noneMatch(tag -> allowedStart[tag])) {
            throw new IllegalArgumentException("No tag may be the first of a sentence; allow one");
        }
    }

    /// @param logits `[words][tags]`, finite
    /// @return       a tag for every word
    public int[] decode(float[][] logits) {
        int tags = allowed.length;
        return decode(logits, new float[tags], new float[tags][tags], new float[tags]);
    }

    /// @param emissions   `[words][tags]`, finite
    /// @param start       score of each tag at the first word
    /// @param transitions `[from][to]`
    /// @param end         score of each tag at the last word
    /// @return            a tag for every word
    /// @throws IllegalArgumentException if no path of this length is allowed
    public int[] decode(float[][] emissions, float[] start, float[][] transitions, float[] end) {
        if (emissions.length == 0) {
            return new int[0];
        }
        int[][] cameFrom = new int[emissions.length][allowed.length];
        double[] best = first(emissions[0], start); // of the paths so far that end in each tag
        for (int word = 1; word < emissions.length; word++) {
            best = extend(best, emissions[word], transitions, cameFrom[word]);
        }
        for (int tag = 0; tag < best.length; tag++) {
            best[tag] += end[tag];
        }
        int last = largest(best);
        if (best[last] == Double.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException(
                    "The tag scheme allows no path of %d words".formatted(emissions.length));
        }
        return followBack(last, cameFrom);
    }

    private double[] first(float[] emission, float[] start) {
        double[] best = new double[allowed.length];
        for (int tag = 0; tag < best.length; tag++) {
            best[tag] =
                    allowedStart[tag]
                            ? (double) start[tag] + emission[tag]
                            : Double.NEGATIVE_INFINITY;
        }
        return best;
    }

    /// One word further; `cameFrom[to]` becomes the tag before `to` on the best path there.
    private double[] extend(
            double[] before, float[] emission, float[][] transitions, int[] cameFrom) {
        double[] after = new double[before.length];
        for (int to = 0; to < after.length; to++) {
            after[to] = Double.NEGATIVE_INFINITY;
            for (int from = 0; from < before.length; from++) {
                double score = before[from] + transitions[from][to];
                if (allowed[from][to] && score > after[to]) {
                    after[to] = score;
                    cameFrom[to] = from;
                }
            }
            after[to] += emission[to];
        }
        return after;
    }

    private static int[] followBack(int last, int[][] cameFrom) {
        int[] path = new int[cameFrom.length];
        path[path.length - 1] = last;
        for (int word = path.length - 1; word > 0; word--) {
            path[word - 1] = cameFrom[word][path[word]];
        }
        return path;
    }

    private static int largest(double[] scores) {
        int largest = 0;
        for (int i = 1; i < scores.length; i++) {
            if (scores[i] > scores[largest]) {
                largest = i;
            }
        }
        return largest;
    }

    private void requireSquare() {
        boolean square =
                allowed.length == allowedStart.length
                        && Arrays.stream(allowed).allMatch(row -> row.length == allowed.length);
        if (!square) {
            throw new IllegalArgumentException(
                    "The table of transitions is not %1$d x %1$d, the number of first tags"
                            .formatted(allowedStart.length));
        }
    }
}
