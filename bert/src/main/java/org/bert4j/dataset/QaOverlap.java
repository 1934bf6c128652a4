package org.bert4j.dataset;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/// How much of the development data a model has seen in training. Anything above zero flatters it.
///
/// @param contexts distinct contexts in the development data
/// @param sharedContexts those that are also training contexts
/// @param questions questions in the development data
/// @param sharedQuestions those whose text is also asked in training, about whatever context
public record QaOverlap(int contexts, int sharedContexts, int questions, int sharedQuestions) {

    /// Reads both once and keeps only 64-bit hashes of the texts.
    public static QaOverlap measure(Iterator<QaParagraph> train, Iterator<QaParagraph> dev) {
        Set<Long> trainContexts = new HashSet<>();
        Set<Long> trainQuestions = new HashSet<>();
        while (train.hasNext()) {
            QaParagraph paragraph = train.next();
            trainContexts.add(TextHash.ofStripped(paragraph.context()));
            paragraph
                    .examples()
                    .forEach(
                            example -> trainQuestions.add(TextHash.ofStripped(example.question())));
        }
        return measure(trainContexts, trainQuestions, dev);
    }

    private static QaOverlap measure(
            Set<Long> trainContexts, Set<Long> trainQuestions, Iterator<QaParagraph> dev) {
        Set<Long> devContexts = new HashSet<>();
        int sharedContexts = 0;
        int questions = 0;
        int sharedQuestions = 0;
        while (dev.hasNext()) {
            QaParagraph paragraph = dev.next();
            long context = TextHash.ofStripped(paragraph.context());
            if (devContexts.add(context) && trainContexts.contains(context)) {
                sharedContexts++;
            }
            for (QaExample example : paragraph.examples()) {
                questions++;
                sharedQuestions +=
                        trainQuestions.contains(TextHash.ofStripped(example.question())) ? 1 : 0;
            }
        }
        return new QaOverlap(devContexts.size(), sharedContexts, questions, sharedQuestions);
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
