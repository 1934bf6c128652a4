package org.bert4j.task;

import org.bert4j.feature.QaFeature;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects possible answers over the windows of one question.
final class SpanCandidates {
    /// A start and an end in one window.
    record Candidate(QaFeature feature, int start, int end, float startLogit, float endLogit) {
        /// In double precision, as Python adds them.
        double score() {
            return (double) startLogit + endLogit;
        }
    }

    private final int maxAnswerLength;
    private final List<Candidate> found = new ArrayList<>();

    SpanCandidates(int maxAnswerLength) {
        this.maxAnswerLength = maxAnswerLength;
    }

    /// Pairs the best starts with the best ends of a window, then drops what is no answer.
    void addBest(QaFeature feature, float[] startLogits, float[] endLogits, int nBestSize) {
        int[] starts = LargestIndexes.of(startLogits, feature.length(), nBestSize);
        int[] ends = LargestIndexes.of(endLogits, feature.length(), nBestSize);
        for (int start : starts) {
            if (!feature.mayStartAnswer(start)) {
                continue;
            }
            for (int end : ends) {
                if (feature.isContext(end) && end >= start && end - start < maxAnswerLength) {
                    add(feature, start, end, startLogits, endLogits);
                }
            }
        }
    }

    /// Every start with every end of a window: for logits whose best ones lie outside the context.
    void addAll(QaFeature feature, float[] startLogits, float[] endLogits) {
        for (int start = feature.firstContextPosition(); feature.isContext(start); start++) {
            if (!feature.mayStartAnswer(start)) {
                continue;
            }
            int longest = start + maxAnswerLength - 1;
            for (int end = start; end <= longest && feature.isContext(end); end++) {
                add(feature, start, end, startLogits, endLogits);
            }
        }
    }

    /// Best first; of equals the one found first, as Python's sort leaves them.
    List<Candidate> byScore() {
        List<Candidate> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingDouble(Candidate::score).reversed());
        return sorted;
    }

    private void add(
            QaFeature feature, int start, int end, float[] startLogits, float[] endLogits) {
        found.add(new Candidate(feature, start, end, startLogits[start], endLogits[end]));
    }
}
