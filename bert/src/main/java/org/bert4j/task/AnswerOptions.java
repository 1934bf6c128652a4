package org.bert4j.task;

/// How answers are read off the logits. Saved with a model, so that it answers the same everywhere.
///
/// @param nBestSize how many starts and how many ends of each window are tried with each other, and
///   how many answers are listed
/// @param maxAnswerLength longest answer in tokens
/// @param noAnswerAllowed whether "no answer" is an answer, as in SQuAD 2.0
/// @param nullScoreThreshold "no answer" is given if its score exceeds the best answer's by more
///   than this
/// @param answersWanted how many real answers there must be if the context has that many; where the
///   best starts and ends do not give so many, all are tried
public record AnswerOptions(
        int nBestSize,
        int maxAnswerLength,
        boolean noAnswerAllowed,
        double nullScoreThreshold,
        int answersWanted) {

    /// The published defaults for data in which every question has an answer (SQuAD 1.1).
    public static final AnswerOptions SQUAD_1 = new AnswerOptions(20, 30, false, 0, 1);

    /// The published defaults for data with unanswerable questions (SQuAD 2.0).
    public static final AnswerOptions SQUAD_2 = new AnswerOptions(20, 30, true, 0, 1);

    public AnswerOptions {
        if (nBestSize < 1 || maxAnswerLength < 1 || answersWanted < 1) {
            throw new IllegalArgumentException(
                    ("nBestSize %d, maxAnswerLength %d and answersWanted %d must all be at least"
                                    + " 1; give larger numbers.")
                            .formatted(nBestSize, maxAnswerLength, answersWanted));
        }
        if (answersWanted > nBestSize) {
            throw new IllegalArgumentException(
                    "answersWanted is %d but nBestSize lists only %d answers; raise nBestSize."
                            .formatted(answersWanted, nBestSize));
        }
        if (!Double.isFinite(nullScoreThreshold)) {
            throw new IllegalArgumentException(
                    "nullScoreThreshold is %s; give a finite number."
                            .formatted(nullScoreThreshold));
        }
    }

    public AnswerOptions withMaxAnswerLength(int newMaxAnswerLength) {
        return new AnswerOptions(
                nBestSize, newMaxAnswerLength, noAnswerAllowed, nullScoreThreshold, answersWanted);
    }

    public AnswerOptions withNoAnswerAllowed(boolean allowed) {
        return new AnswerOptions(
                nBestSize, maxAnswerLength, allowed, nullScoreThreshold, answersWanted);
    }

    public AnswerOptions withNullScoreThreshold(double newThreshold) {
        return new AnswerOptions(
                nBestSize, maxAnswerLength, noAnswerAllowed, newThreshold, answersWanted);
    }

    /// As many answers as asked for, with a list long enough to hold them.
    public AnswerOptions withAnswersWanted(int newAnswersWanted) {
        return new AnswerOptions(
                Math.max(nBestSize, newAnswersWanted),
                maxAnswerLength,
                noAnswerAllowed,
                nullScoreThreshold,
                newAnswersWanted);
    }
}
