package org.bert4j.dataset;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/// How much of the development data a model has seen in training. Anything above zero flatters it.
///
/// @param contexts distinct contexts in the development data
/// @param sharedContexts those that are also training contexts
/// @param questions questions in the development data
/// @param sharedQuestions those whose text is also asked in training, about whatever context
public record QaOverlap(int contexts, int sharedContexts, int questions, int sharedQuestions) {

    /// Reads both once and keeps 64-bit hashes of the development texts only, however large the
    /// training data are.
    public static QaOverlap measure(Iterator<QaParagraph> train, Iterator<QaParagraph> dev) {
        Set<Long> contexts = new HashSet<>();
        Map<Long, Integer> questions = new HashMap<>(); // how often each is asked
        while (dev.hasNext()) {
            QaParagraph paragraph = dev.next();
            contexts.add(TextHash.ofStripped(paragraph.context()));
            for (QaExample example : paragraph.examples()) {
                questions.merge(TextHash.ofStripped(example.question()), 1, Integer::sum);
            }
        }
        int distinct = contexts.size();
        int asked = questions.values().stream().mapToInt(Integer::intValue).sum();
        removeAll(train, contexts, questions);
        int left = questions.values().stream().mapToInt(Integer::intValue).sum();
        return new QaOverlap(distinct, distinct - contexts.size(), asked, asked - left);
    }

    private static void removeAll(
            Iterator<QaParagraph> train, Set<Long> contexts, Map<Long, Integer> questions) {
        while (train.hasNext()) {
            QaParagraph paragraph = train.next();
            contexts.remove(TextHash.ofStripped(paragraph.context()));
            paragraph
                    .examples()
                    .forEach(example -> questions.remove(TextHash.ofStripped(example.question())));
        }
    }

    /// Share of the development contexts found in training, 0 to 1.
    public double contextShare() {
        return share(sharedContexts, contexts);
    }

    /// Share of the development questions found in training, 0 to 1.
    public double questionShare() {
        return share(sharedQuestions, questions);
    }

    public boolean any() {
        return sharedContexts > 0 || sharedQuestions > 0;
    }

    private static double share(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
