package org.bert4j.pretraining;

/// Which tokens are to be predicted, and what the model sees in their place (Devlin et al. 2019, section 3.1).
///
/// What it sees is drawn for each token on its own, also within a word: `[MASK]`, the token itself, or any entry of the
/// vocabulary with the same chance, special ones and the token itself included, as in google-research/bert and in Hugging
/// Face's collator.
///
/// @param selection    how they are chosen
/// @param rate         share of tokens to predict; of all tokens of a row, special ones included, where they are
///                     counted, and of those that can be chosen where each is drawn by itself
/// @param maskShare    share of these that become `[MASK]`
/// @param keepShare    share that stays
/// @param randomShare  share that becomes a random token; the three make 1
/// @param wholeWords   whether all pieces of a word go together
/// @param longestNGram up to how many words (or tokens) in a row go together, `n` of them with a chance proportional to
///                     `1/n` (Lan et al. 2020, section 3.1): 1 for single ones
public record Masking(
        Selection selection,
        double rate,
        double maskShare,
        double keepShare,
        double randomShare,
        boolean wholeWords,
        int longestNGram) {
    /// Of BERT.
    public static final double RATE = 0.15;

    private static final double ROUNDING = 1e-9;

    /// A share of each row, 80/10/10, in single tokens.
    public static final Masking SHARE = of(new Selection.Share());

    /// As Hugging Face's `DataCollatorForLanguageModeling`.
    public static final Masking INDEPENDENT = of(new Selection.Independent());

    public Masking {
        requireShare("rate", rate);
        requireShare("maskShare", maskShare);
        requireShare("keepShare", keepShare);
        requireShare("randomShare", randomShare);
        if (Math.abs(maskShare + keepShare + randomShare - 1) > ROUNDING) {
            throw new IllegalArgumentException(
                    "maskShare %s, keepShare %s and randomShare %s must make 1"
                            .formatted(maskShare, keepShare, randomShare));
        }
        if (longestNGram < 1) {
            throw new IllegalArgumentException(
                    "longestNGram is %d; it must be at least 1".formatted(longestNGram));
        }
        if (longestNGram > 1 && selection instanceof Selection.Independent) {
            throw new IllegalArgumentException(
                    "longestNGram is %d; runs of words need a counted selection, or choose 1"
                            .formatted(longestNGram));
        }
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(
                    "%s is %s; it must be from 0 to 1".formatted(name, value));
        }
    }

    private static Masking of(Selection selection) {
        return new Masking(selection, RATE, 0.8, 0.1, 0.1, false, 1);
    }

    /// As google-research/bert: 20 predictions at most in a row of 128 tokens, 77 in one of 512.
    public static Masking google(int maxLength) {
        return of(new Selection.AtMost((int) Math.ceil(maxLength * RATE)));
    }

    public Masking withSelection(Selection value) {
        return new Masking(
                value, rate, maskShare, keepShare, randomShare, wholeWords, longestNGram);
    }

    /// A row of google's way may then have as many more predictions, or fewer.
    public Masking withRate(double value) {
        Selection scaled =
                selection instanceof Selection.AtMost(int predictions) && rate > 0
                        ? new Selection.AtMost(
                                (int) Math.max(1, Math.ceil(predictions * value / rate)))
                        : selection;
        return new Masking(
                scaled, value, maskShare, keepShare, randomShare, wholeWords, longestNGram);
    }

    public Masking withWholeWords(boolean value) {
        return new Masking(selection, rate, maskShare, keepShare, randomShare, value, longestNGram);
    }

    public Masking withLongestNGram(int value) {
        return new Masking(selection, rate, maskShare, keepShare, randomShare, wholeWords, value);
    }
}
