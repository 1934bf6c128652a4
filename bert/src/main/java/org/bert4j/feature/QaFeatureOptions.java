package org.bert4j.feature;

import org.bert4j.tokenizer.WindowStride;

/// How questions and contexts become model inputs.
///
/// @param maxLength longest input in tokens, `[CLS]` and both `[SEP]` included
/// @param stride how windows over a long context follow each other; it also chooses the way: a
///   [WindowStride.Step] does all as google-research/bert `run_squad.py`, a [WindowStride.Overlap]
///   all as transformers `run_qa.py`
/// @param maxQuestionLength longest question in tokens, the rest is cut off. Google's way cuts
///   every longer question; the other way only one that would leave no window longer than the
///   overlap, where the reference fails
public record QaFeatureOptions(int maxLength, WindowStride stride, int maxQuestionLength) {
    /// `[CLS]`, and `[SEP]` twice.
    static final int SPECIAL_TOKENS = 3;

    /// The defaults of google-research/bert `run_squad.py`.
    public static final QaFeatureOptions GOOGLE =
            new QaFeatureOptions(384, new WindowStride.Step(128), 64);

    /// The defaults of transformers `examples/pytorch/question-answering/run_qa.py`.
    public static final QaFeatureOptions RUN_QA =
            new QaFeatureOptions(384, new WindowStride.Overlap(128), 64);

    public QaFeatureOptions {
        if (maxQuestionLength < 1) {
            throw new IllegalArgumentException(
                    "maxQuestionLength is %d; give at least 1.".formatted(maxQuestionLength));
        }
        int window = maxLength - SPECIAL_TOKENS - maxQuestionLength;
        if (window < 1) {
            throw new IllegalArgumentException(
                    ("maxLength %d leaves no token for the context beside a question of %d and %d"
                         + " special tokens; raise maxLength or lower maxQuestionLength.")
                            .formatted(maxLength, maxQuestionLength, SPECIAL_TOKENS));
        }
        if (stride instanceof WindowStride.Overlap(int overlap) && overlap >= window) {
            throw new IllegalArgumentException(
                    ("The window overlap is %d, but windows hold as few as %d tokens (maxLength %d"
                         + " less a question of %d and %d special tokens); give at most %d.")
                            .formatted(
                                    overlap,
                                    window,
                                    maxLength,
                                    maxQuestionLength,
                                    SPECIAL_TOKENS,
                                    window - 1));
        }
    }

    public QaFeatureOptions withMaxLength(int newMaxLength) {
        return new QaFeatureOptions(newMaxLength, stride, maxQuestionLength);
    }

    public QaFeatureOptions withStride(WindowStride newStride) {
        return new QaFeatureOptions(maxLength, newStride, maxQuestionLength);
    }

    public QaFeatureOptions withMaxQuestionLength(int newMaxQuestionLength) {
        return new QaFeatureOptions(maxLength, stride, newMaxQuestionLength);
    }

    /// Whether an answer may start only in the window that gives its first token most context.
    boolean maxContextOnly() {
        return switch (stride) {
            case WindowStride.Step _ -> true;
            case WindowStride.Overlap _ -> false;
        };
    }
}
