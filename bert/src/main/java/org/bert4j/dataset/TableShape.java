package org.bert4j.dataset;

/// What a task wants of every row: how many texts, and what kind of label.
///
/// @param minTexts fewest texts a row has
/// @param maxTexts most texts a row has; [Integer#MAX_VALUE] if any number will do
/// @param label what the label column holds
/// @param inference whether the labels are those of natural language inference: rows labelled `-`
///   are passed over, since in SNLI, MultiNLI and OCNLI their annotators did not agree, and
///   `contradictory`, as the training data of XNLI have it, is `contradiction`
/// @param choices whether the first text is a prompt and the others are its choices; the label is
///   then read as an index from 0 or as the text of a choice, and given as an index
public record TableShape(
        int minTexts, int maxTexts, Label label, boolean inference, boolean choices) {

    /// What the label column holds.
    public enum Label {
        /// Nothing is looked for.
        NONE,
        /// One name.
        ONE,
        /// Any number of names.
        SEVERAL,
        /// A finite number.
        SCORE
    }

    /// Texts to predict on, where a task takes no pairs.
    public static final TableShape TEXT = texts(1, 1, Label.NONE);

    /// `zero-shot`.
    public static final TableShape LABELLED_TEXT = texts(1, 1, Label.ONE);

    /// Texts or pairs to predict on.
    public static final TableShape TEXT_OR_PAIR = texts(1, 2, Label.NONE);

    /// `classify`.
    public static final TableShape LABELLED_TEXT_OR_PAIR = texts(1, 2, Label.ONE);

    /// `multilabel`.
    public static final TableShape MULTI_LABELLED_TEXT_OR_PAIR = texts(1, 2, Label.SEVERAL);

    /// `pairs`.
    public static final TableShape LABELLED_PAIR = texts(2, 2, Label.ONE);

    /// `nli`: premise, hypothesis, label.
    public static final TableShape INFERENCE_PAIR = new TableShape(2, 2, Label.ONE, true, false);

    /// `regress`: two texts and how alike they are, or one text and its score.
    public static final TableShape SCORED_TEXT_OR_PAIR = texts(1, 2, Label.SCORE);

    /// `embed` on similarity scores.
    public static final TableShape SCORED_PAIR = texts(2, 2, Label.SCORE);

    /// `embed` on texts that belong together, with or without one that does not.
    public static final TableShape PAIR_OR_TRIPLET = texts(2, 3, Label.NONE);

    /// `choice`.
    public static final TableShape CHOICES =
            new TableShape(3, Integer.MAX_VALUE, Label.ONE, false, true);

    public TableShape {
        if (minTexts < 1 || maxTexts < minTexts) {
            throw new IllegalArgumentException(
                    "A row cannot have from %d to %d texts; give 1 <= minTexts <= maxTexts."
                            .formatted(minTexts, maxTexts));
        }
        if (choices && minTexts < 3) {
            throw new IllegalArgumentException(
                    "A prompt with its choices is at least 3 texts, not %d.".formatted(minTexts));
        }
    }

    private static TableShape texts(int min, int max, Label label) {
        return new TableShape(min, max, label, false, false);
    }

    /// The same texts, and no label: for prediction.
    public TableShape unlabelled() {
        return new TableShape(minTexts, maxTexts, Label.NONE, false, choices);
    }

    boolean isLabelled() {
        return label != Label.NONE;
    }

    /// Such as `2 texts` or `1 or 2 texts`.
    String textCount() {
        if (minTexts == maxTexts) {
            return minTexts == 1 ? "1 text" : minTexts + " texts";
        }
        return maxTexts == Integer.MAX_VALUE
                ? "at least " + minTexts + " texts"
                : minTexts + " or " + maxTexts + " texts";
    }
}
