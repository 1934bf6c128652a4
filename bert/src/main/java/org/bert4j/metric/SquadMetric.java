package org.bert4j.metric;

import org.bert4j.metric.SquadScores.BestThreshold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// The SQuAD metric as the official script computes it (rajpurkar/SQuAD-explorer
/// `evaluate-v2.0.py`): exact match and F1, best over the references, for all questions, for those
/// with an answer and for those without; and the threshold on the null odds that would have been
/// best.
///
/// Questions without a prediction are left out of the mean, as that script does, unless the data
/// have no unanswerable question: then they score 0, as in SQuAD 1.1.
public final class SquadMetric implements QaMetric {
    /// What the threshold search needs of a question.
    private record Answered(
            double nullOdds, double exact, double f1, boolean hasAnswer, boolean predictedText) {}

    /// A running mean in percent.
    private static final class Sum {
        private double exact;
        private double f1;
        private int total;

        void add(double exactScore, double f1Score) {
            exact += exactScore;
            f1 += f1Score;
            total++;
        }

        SquadScores.Part part(int missing) {
            int count = total + missing;
            if (count == 0) {
                return new SquadScores.Part(0, 0, 0);
            }
            return new SquadScores.Part(100.0 * exact / count, 100.0 * f1 / count, count);
        }
    }

    private final Sum all = new Sum();
    private final Sum hasAnswer = new Sum();
    private final Sum noAnswer = new Sum();
    private final List<Answered> judged = new ArrayList<>();
    private int missing;
    private int unanswerable;

    @Override
    public void add(List<String> references, String prediction, double nullOdds) {
        add(judge(references, prediction, nullOdds));
    }

    private void add(Answered scores) {
        judged.add(scores);
        all.add(scores.exact(), scores.f1());
        (scores.hasAnswer() ? hasAnswer : noAnswer).add(scores.exact(), scores.f1());
        unanswerable += scores.hasAnswer() ? 0 : 1;
    }

    @Override
    public void addMissing(List<String> references) {
        missing++;
        unanswerable += references.isEmpty() ? 1 : 0;
    }

    @Override
    public Map<String, Number> figures() {
        return scores().figures();
    }

    /// Those with a prediction.
    @Override
    public int size() {
        return judged.size();
    }

    @Override
    public Map<String, Object> figuresOf(int[] draw) {
        SquadMetric metric = new SquadMetric();
        for (int question : draw) {
            metric.add(judged.get(question));
        }
        return new LinkedHashMap<>(metric.figures());
    }

    /// The figures so far.
    public SquadScores scores() {
        int scoredZero = unanswerable == 0 ? missing : 0;
        return new SquadScores(
                all.part(scoredZero),
                hasAnswer.part(scoredZero),
                noAnswer.part(0),
                best(Answered::exact),
                best(Answered::f1));
    }

    /// References that normalise to nothing do not count; if none is left, the right answer is "".
    private static Answered judge(List<String> references, String prediction, double nullOdds) {
        List<String> gold =
                references.stream().filter(text -> !SquadText.words(text).isEmpty()).toList();
        if (gold.isEmpty()) {
            gold = List.of("");
        }
        double exact = 0;
        double f1 = 0;
        for (String reference : gold) {
            exact = Math.max(exact, SquadText.exact(reference, prediction));
            f1 = Math.max(f1, SquadText.f1(reference, prediction));
        }
        return new Answered(nullOdds, exact, f1, !references.isEmpty(), !prediction.isEmpty());
    }

    /// `find_best_thresh`: answer nothing at first, then question by question by rising null odds,
    /// gaining the score of an answerable one and losing a point for answering an unanswerable one.
    private Optional<BestThreshold> best(ToDoubleFunction<Answered> score) {
        if (judged.isEmpty()) {
            return Optional.empty();
        }
        double current = unanswerable;
        double best = current;
        double threshold = 0;
        for (Answered question : byNullOdds()) {
            if (question.hasAnswer()) {
                current += score.applyAsDouble(question);
            } else if (question.predictedText()) {
                current -= 1;
            }
            if (current > best) {
                best = current;
                threshold = question.nullOdds();
            }
        }
        return Optional.of(new BestThreshold(100.0 * best / judged.size(), threshold));
    }

    /// Stable, as Python's sort; and -0.0 equals 0.0, which [Double#compare] denies.
    private List<Answered> byNullOdds() {
        List<Answered> sorted = new ArrayList<>(judged);
        sorted.sort(
                (a, b) -> a.nullOdds() < b.nullOdds() ? -1 : a.nullOdds() > b.nullOdds() ? 1 : 0);
        return sorted;
    }
}
