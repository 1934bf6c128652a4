package org.bert4j.dataset;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

/// How much of the development texts a model has seen in training. Anything above zero flatters it.
public final class TextOverlap {
    private TextOverlap() {}

    /// The share of the distinct development texts that are also training texts, 0 to 1, whatever
    /// their labels. Reads both once and keeps only 64-bit hashes.
    public static double measure(Iterator<String> train, Iterator<String> dev) {
        Set<Long> seen = hashes(train);
        Set<Long> distinct = hashes(dev);
        long shared = distinct.stream().filter(seen::contains).count();
        return distinct.isEmpty() ? 0 : (double) shared / distinct.size();
    }

    private static Set<Long> hashes(Iterator<String> texts) {
        Set<Long> hashes = new HashSet<>();
        texts.forEachRemaining(text -> hashes.add(TextHash.of(text.strip(), 0)));
        return hashes;
    }
}
