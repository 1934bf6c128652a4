package org.bert4j.bench;

import org.bert4j.feature.QaFeatureOptions;
import org.bert4j.tokenizer.WindowStride;

/// Windows over contexts as Hugging Face's run_qa lays them, so that the work is the peers' too: at 384 tokens they
/// overlap by 128. Shorter rows have proportionally shorter overlaps and questions.
public final class QaWindows {
    private static final int USUAL_LENGTH = QaFeatureOptions.RUN_QA.maxLength();

    private QaWindows() {}

    /// @param maxLength of a row in tokens
    /// @throws IllegalArgumentException if there is no room for a question and a context
    public static QaFeatureOptions of(int maxLength) {
        int overlap = Math.min(128, 128 * maxLength / USUAL_LENGTH);
        int question = Math.min(64, 64 * maxLength / USUAL_LENGTH);
        return new QaFeatureOptions(
                maxLength, new WindowStride.Overlap(overlap), Math.max(1, question));
    }
}
