package org.bert4j.task;

import org.bert4j.dataset.QaExample;
import org.bert4j.metric.QaMetric;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /// The judged question for machines.
    ///
    /// @param alone an empty metric, to score this question by itself
    public Map<String, Object> line(QaExample question, QaMetric alone) {
        alone.add(question.answers(), best.text(), nullScoreDifference);
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("place", id);
        line.put("texts", List.of(question.question(), question.context()));
        line.put("truth", question.answers());
        line.put("answer", best.text());
        line.put("probability", best.probability());
        line.put("f1", alone.figures().get("f1").doubleValue() / 100);
        return line;
    }
}
