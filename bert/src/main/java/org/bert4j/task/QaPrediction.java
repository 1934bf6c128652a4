package org.bert4j.task;

import java.util.List;

/// What a model answers to one question.
///
/// @param id the question's id
/// @param best the answer given, or "no answer"
/// @param nBest the best answers with different texts, best first; "no answer" is among them if the
///   options allow it
/// @param nullScoreDifference score of "no answer" minus score of the best real answer: the figure
///   of `null_odds.json`, the larger the more likely there is no answer
public record QaPrediction(String id, Answer best, List<Answer> nBest, double nullScoreDifference) {

    public QaPrediction {
        nBest = List.copyOf(nBest);
    }

    /// The best `count` real answers, fewer only if the context has no more.
    public List<Answer> topAnswers(int count) {
        return nBest.stream().filter(answer -> !answer.isNone()).limit(count).toList();
    }
}
