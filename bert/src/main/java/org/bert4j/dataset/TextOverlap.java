package org.bert4j.dataset;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/// How much of the development texts a model has seen in training. Anything above zero flatters it.
///
/// Development texts are added as they are read; 64-bit hashes of both sides are kept.
public final class TextOverlap {
    private final Set<Long> train = new HashSet<>();
    private final Set<Long> dev = new HashSet<>();

    public TextOverlap(Iterator<String> trainingTexts) {
        trainingTexts.forEachRemaining(text -> train.add(TextHash.ofStripped(text)));
    }

    /// Counts a development text.
    public void add(String text) {
        dev.add(TextHash.ofStripped(text));
    }

    /// The share of the distinct development texts that are also training texts, 0 to 1, whatever
    /// their labels.
    public double share() {
        long shared = dev.stream().filter(train::contains).count();
        return dev.isEmpty() ? 0 : (double) shared / dev.size();
    }
}
