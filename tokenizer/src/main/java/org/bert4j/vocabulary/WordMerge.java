package org.bert4j.vocabulary;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/// Sorted counts from several places as one: a word that is in many comes once, with the sum of its counts.
final class WordMerge implements Iterator<WordCount> {
    private final PriorityQueue<Head> heads =
            new PriorityQueue<>(Comparator.comparing(head -> head.next().word()));

    /// The next word of one place, and what comes after it there.
    private record Head(WordCount next, Iterator<WordCount> rest) {}

    WordMerge(List<Iterator<WordCount>> sorted) {
        sorted.forEach(this::addHead);
    }

    private void addHead(Iterator<WordCount> place) {
        if (place.hasNext()) {
            heads.add(new Head(place.next(), place));
        }
    }

    @Override
    public boolean hasNext() {
        return !heads.isEmpty();
    }

    @Override
    public WordCount next() {
        String word = heads.element().next().word();
        long count = 0;
        while (!heads.isEmpty() && heads.element().next().word().equals(word)) {
            Head head = heads.remove();
            count = Math.addExact(count, head.next().count());
            addHead(head.rest());
        }
        return new WordCount(word, count);
    }
}
