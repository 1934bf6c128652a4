package org.bert4j.doctor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Looks for labels that are probably wrong, by cross-fitting: the data are cut into folds, a linear classifier on frozen
/// vectors and one on tokens learn from all folds but one and judge the labels of that one (Northcutt et al. 2021, "Confident learning:
/// estimating uncertainty in dataset labels"; a label is doubted more the less probable it is against the best other one).
public final class LabelDoubts {
    private static final int FOLDS = 10;
    private static final double SHARE_LISTED = 0.08;
    private static final double LEAST = 1e-12; // probability

    /// How much the classifier on tokens says; it is far too sure of itself.
    private static final double TOKENS_COUNT = 0.15;

    private LabelDoubts() {}

    /// A text as the two classifiers see it.
    ///
    /// @param vector `[width]` of the whole text
    /// @param ids    of its tokens
    public record Encoded(float[] vector, int[] ids) {}

    /// Rows, the most doubtful first.
    ///
    /// @param rows   by number in the data
    /// @param doubts how much more speaks for the best other label, in natural logarithms, in the same order
    /// @param right  share of the labels that were guessed by the others
    public record Ranking(int[] rows, double[] doubts, double right) {}

    /// @param texts   of the rows, as an encoder and a tokenizer see them
    /// @param labels  of the rows, from 0
    /// @param classes at least two
    public static Ranking rank(List<Encoded> texts, int[] labels, int classes) {
        float[][] scaled = scaled(texts.stream().map(Encoded::vector).toArray(float[][]::new));
        int[][] tokens =
                texts.stream()
                        .map(text -> TokenBayes.features(text.ids(), text.ids().length))
                        .toArray(int[][]::new);
        double[] doubts = new double[labels.length];
        int[] right = new int[FOLDS];
        IntStream.range(0, FOLDS)
                .parallel()
                .forEach(
                        fold -> right[fold] = judge(scaled, tokens, labels, classes, fold, doubts));
        int[] order =
                IntStream.range(0, labels.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(row -> -doubts[row]))
                        .mapToInt(row -> row)
                        .toArray();
        return new Ranking(
                order,
                Arrays.stream(order).mapToDouble(row -> doubts[row]).toArray(),
                (double) Arrays.stream(right).sum() / Math.max(1, labels.length));
    }

    /// @return how many labels of the fold were guessed
    private static int judge(
            float[][] vectors,
            int[][] tokens,
            int[] labels,
            int classes,
            int fold,
            double[] doubts) {
        int[] others =
                IntStream.range(0, labels.length).filter(row -> row % FOLDS != fold).toArray();
        LogisticRegression model =
                LogisticRegression.fit(vectors, labels, classes, others, 42 + fold);
        TokenBayes bayes = TokenBayes.fit(tokens, labels, classes, others);
        int right = 0;
        for (int row = fold; row < labels.length; row += FOLDS) {
            double[] scores = model.probabilities(vectors[row]);
            double[] byTokens = bayes.scores(tokens[row]);
            for (int c = 0; c < classes; c++) {
                scores[c] = Math.log(scores[c] + LEAST) + TOKENS_COUNT * byTokens[c];
            }
            double given = scores[labels[row]];
            scores[labels[row]] = Double.NEGATIVE_INFINITY;
            doubts[row] = Arrays.stream(scores).max().orElseThrow() - given;
            right += doubts[row] < 0 ? 1 : 0;
        }
        return right;
    }

    /// Each feature with mean 0 and deviation 1, then each vector of about length 1.
    private static float[][] scaled(float[][] vectors) {
        int width = vectors[0].length;
        double[] mean = new double[width];
        double[] square = new double[width];
        for (float[] vector : vectors) {
            for (int i = 0; i < width; i++) {
                mean[i] += vector[i];
                square[i] += (double) vector[i] * vector[i];
            }
        }
        float[][] scaled = new float[vectors.length][width];
        double root = Math.sqrt(width);
        for (int i = 0; i < width; i++) {
            mean[i] /= vectors.length;
            double deviation =
                    Math.sqrt(Math.max(1e-12, square[i] / vectors.length - mean[i] * mean[i]));
            for (int row = 0; row < vectors.length; row++) {
                scaled[row][i] = (float) ((vectors[row][i] - mean[i]) / deviation / root);
            }
        }
        return scaled;
    }

    /// The rows that are worth a look: at most 8 in 100, those for which more speaks for another label.
    public static Finding finding(Ranking ranking) {
        int most = (int) (SHARE_LISTED * ranking.rows().length);
        List<int[]> cases = new ArrayList<>();
        for (int i = 0; i < most && ranking.doubts()[i] > 0; i++) {
            cases.add(new int[] {ranking.rows()[i]});
        }
        return Finding.note(
                "suspicious-label",
                "%,d labels are doubted by the other rows, the most doubtful first"
                        .formatted(cases.size()),
                String.format(
                        Locale.ROOT,
                        "wrong labels teach wrong answers; those who doubt guess %.1f %% of all"
                                + " labels from the other rows",
                        100 * ranking.right()),
                "look at them one by one; mend them, or leave them out",
                cases);
    }
}
