package org.bert4j.feature;

import java.util.Arrays;

/// A [QaFeature] as training needs it, whose ids are read from the file when they are asked for: `[CLS] question [SEP]
/// window [SEP]`, and the positions of the answer.
public final class StoredQaFeature implements TokenRow {
    private final QaFeatures file;
    private final long questionAt; // among the tokens of the file
    private final long windowAt;
    private final int questionLength;
    private final int windowLength;
    private final int startPosition;
    private final int endPosition;

    StoredQaFeature(
            QaFeatures file,
            long questionAt,
            long windowAt,
            int questionLength,
            int windowLength,
            int startPosition,
            int endPosition) {
        this.file = file;
        this.questionAt = questionAt;
        this.windowAt = windowAt;
        this.questionLength = questionLength;
        this.windowLength = windowLength;
        this.startPosition = startPosition;
        this.endPosition = endPosition;
    }

    @Override
    public int length() {
        return QaFeatureOptions.SPECIAL_TOKENS + questionLength + windowLength;
    }

    /// As [QaFeature#startPosition()].
    public int startPosition() {
        return startPosition;
    }

    /// As [QaFeature#endPosition()].
    public int endPosition() {
        return endPosition;
    }

    @Override
    public int[] inputIds() {
        int[] ids = new int[length()];
        ids[0] = file.clsId();
        file.copyTokens(questionAt, questionLength, ids, 1);
        ids[questionLength + 1] = file.sepId();
        file.copyTokens(windowAt, windowLength, ids, questionLength + 2);
        ids[ids.length - 1] = file.sepId();
        return ids;
    }

    @Override
    public int[] tokenTypeIds() {
        int[] types = new int[length()];
        Arrays.fill(types, questionLength + 2, types.length, 1);
        return types;
    }
}
