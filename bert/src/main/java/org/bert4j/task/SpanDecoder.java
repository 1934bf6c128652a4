package org.bert4j.task;

import org.bert4j.dataset.QaExample;
import org.bert4j.feature.QaFeature;
import org.bert4j.task.SpanCandidates.Candidate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;

/// Reads answers off the start and end logits of all windows of a question.
///
/// The steps of `write_predictions` in google-research/bert `run_squad.py` and of
/// `postprocess_qa_predictions` in transformers `utils_qa.py`, which differ only in what features
/// say: in Google's way an answer may start only at a token's best window.
///
/// 1. In each window pair the 20 best starts with the 20 best ends; drop pairs outside the context,
///    of negative length, or longer than 30 tokens.
/// 2. Sort the pairs of all windows by the sum of their logits; keep the best 20 with different
///    texts.
/// 3. "No answer" scores what `[CLS]` scores, in the window that believes in it least.
/// 4. Softmax over what is kept.
///
/// Known differences from the references, all on purpose:
/// - The text of an answer is cut out of the context by exact offsets. Google, which has none,
///   finds it again by aligning characters (`get_final_text`) and sometimes has to give whole words
///   instead.
/// - transformers lists the same text from two windows twice, Google and bert4j once.
/// - Padding is not among the best starts, so that an answer does not depend on the length of a
///   batch.
/// - Where steps 1 and 2 leave fewer answers than wanted, all pairs are tried. The references
///   answer with the made-up word "empty" where they are left with none; here that happens only in
///   a context without tokens, and the answer is "".
public final class SpanDecoder {
    private final AnswerOptions options;

    public SpanDecoder(AnswerOptions options) {
        this.options = options;
    }

    /// @param example the question
    /// @param features its windows, in order
    /// @param startLogits for each window `[length]` or longer (padding is ignored)
    /// @param endLogits for each window `[length]` or longer
    /// @throws IllegalArgumentException if the lists differ in size or logits are shorter than
    ///   their window
    public QaPrediction decode(
            QaExample example,
            List<QaFeature> features,
            List<float[]> startLogits,
            List<float[]> endLogits) {
        check(features, startLogits, endLogits);
        Answer none = noAnswer(startLogits, endLogits);
        List<Answer> answers = bestAnswers(example, features, startLogits, endLogits);
        OptionalDouble bestScore = answers.stream().mapToDouble(Answer::score).findFirst();
        double difference = none.score() - bestScore.orElse(0);
        boolean listNone = options.noAnswerAllowed() || answers.isEmpty();
        List<Answer> nBest = withProbabilities(listNone ? insert(answers, none) : answers);
        boolean answerNone =
                bestScore.isEmpty()
                        || options.noAnswerAllowed() && difference > options.nullScoreThreshold();
        Answer best = nBest.stream().filter(a -> a.isNone() == answerNone).findFirst().orElse(none);
        return new QaPrediction(example.id(), best, nBest, difference);
    }

    private static void check(
            List<QaFeature> features, List<float[]> startLogits, List<float[]> endLogits) {
        if (startLogits.size() != features.size() || endLogits.size() != features.size()) {
            throw new IllegalArgumentException(
                    "%d windows need as many logits, not %d starts and %d ends."
                            .formatted(features.size(), startLogits.size(), endLogits.size()));
        }
        for (int i = 0; i < features.size(); i++) {
            int length = features.get(i).length();
            if (startLogits.get(i).length < length || endLogits.get(i).length < length) {
                throw new IllegalArgumentException(
                        "Window %d has %d tokens but %d start and %d end logits."
                                .formatted(
                                        i,
                                        length,
                                        startLogits.get(i).length,
                                        endLogits.get(i).length));
            }
        }
    }

    /// `[CLS]` of the window where it scores least: all windows must agree that there is no answer.
    private static Answer noAnswer(List<float[]> startLogits, List<float[]> endLogits) {
        Answer least = null;
        for (int i = 0; i < startLogits.size(); i++) {
            Answer none = Answer.none(startLogits.get(i)[0], endLogits.get(i)[0]);
            if (least == null || none.score() < least.score()) {
                least = none;
            }
        }
        return least == null ? Answer.none(0, 0) : least;
    }

    private List<Answer> bestAnswers(
            QaExample example,
            List<QaFeature> features,
            List<float[]> startLogits,
            List<float[]> endLogits) {
        SpanCandidates best = new SpanCandidates(options.maxAnswerLength());
        for (int i = 0; i < features.size(); i++) {
            best.addBest(
                    features.get(i), startLogits.get(i), endLogits.get(i), options.nBestSize());
        }
        List<Answer> answers = distinct(example.context(), best.byScore(), options.nBestSize());
        if (answers.size() >= options.answersWanted()) {
            return answers;
        }
        SpanCandidates all = new SpanCandidates(options.maxAnswerLength());
        for (int i = 0; i < features.size(); i++) {
            all.addAll(features.get(i), startLogits.get(i), endLogits.get(i));
        }
        return distinct(example.context(), all.byScore(), options.answersWanted());
    }

    private static List<Answer> distinct(String context, List<Candidate> candidates, int limit) {
        List<Answer> answers = new ArrayList<>();
        Set<String> texts = new HashSet<>();
        for (Candidate candidate : candidates) {
            int start = candidate.feature().sourceStart(candidate.start());
            int end = candidate.feature().sourceEnd(candidate.end());
            if (start < end && texts.add(context.substring(start, end))) {
                answers.add(
                        Answer.span(
                                context, start, end, candidate.startLogit(), candidate.endLogit()));
            }
            if (answers.size() == limit) {
                break;
            }
        }
        return answers;
    }

    /// Puts "no answer" at its rank, in the place of the worst answer of a full list. It is listed
    /// even if it is worse than all of them.
    private List<Answer> insert(List<Answer> answers, Answer none) {
        List<Answer> all = new ArrayList<>(answers);
        int rank = 0;
        while (rank < all.size() && all.get(rank).score() >= none.score()) {
            rank++;
        }
        all.add(rank, none);
        boolean tooMany =
                all.size() > options.nBestSize() && answers.size() > options.answersWanted();
        boolean noneIsLast = rank == answers.size();
        return tooMany && !noneIsLast ? all.subList(0, options.nBestSize()) : all;
    }

    private static List<Answer> withProbabilities(List<Answer> answers) {
        double max = answers.stream().mapToDouble(Answer::score).max().orElse(0);
        double[] weights = answers.stream().mapToDouble(a -> Math.exp(a.score() - max)).toArray();
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        List<Answer> result = new ArrayList<>(answers.size());
        for (int i = 0; i < weights.length; i++) {
            result.add(answers.get(i).withProbability(weights[i] / sum));
        }
        return result;
    }
}
