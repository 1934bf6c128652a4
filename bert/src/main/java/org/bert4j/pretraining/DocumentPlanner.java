package org.bert4j.pretraining;

import org.bert4j.corpus.TokenCorpus;

import java.util.function.Consumer;

/// One document in one pass, as `create_instances_from_document` of google-research/bert cuts it (and of
/// google-research/albert where the order of sentences is asked for), with the same draws in the same order.
///
/// Sentences are put together to a *chunk* until it has the target's tokens or the document ends. A part of it becomes
/// the first part of the row; the second is the rest of the chunk, or comes from a random document. Then the rest goes
/// into the next chunk.
final class DocumentPlanner {
    private static final double HALF = 0.5;
    private static final int LOOKS_FOR_ANOTHER_DOCUMENT = 10;

    private final TokenCorpus corpus;
    private final SentenceObjective objective;
    private final int document;
    private final int[] lengths; // of its sentences
    private final Draws draws;
    private final int room; // tokens of both parts at most
    private final int target; // tokens that a chunk should reach

    /// @param lengths tokens of each sentence of the document
    DocumentPlanner(GooglePlanner options, int document, int[] lengths, Draws draws) {
        this.corpus = options.corpus();
        this.objective = options.objective();
        this.document = document;
        this.lengths = lengths;
        this.draws = draws;
        this.room = options.room();
        boolean isShort = draws.random() < options.way().shortProbability();
        this.target = isShort ? draws.between(2, room) : room;
    }

    void plan(Consumer<RowPlan> rows) {
        int from = 0;
        while (from < lengths.length) {
            int to = chunkEnd(from);
            from =
                    switch (objective) {
                        case NONE -> onePart(from, to, rows);
                        case NEXT_SENTENCE, SENTENCE_ORDER -> twoParts(from, to, rows);
                    };
        }
    }

    private int chunkEnd(int from) {
        int to = from;
        int tokens = 0;
        while (to < lengths.length && tokens < target) {
            tokens += lengths[to++];
        }
        return to;
    }

    /// @return the sentence with which the next chunk begins
    private int onePart(int from, int to, Consumer<RowPlan> rows) {
        rows.accept(fitted(sentences(from, to), Span.NONE, PretrainingRow.NONE));
        return to;
    }

    private int twoParts(int from, int to, Consumer<RowPlan> rows) {
        boolean isSingle = to - from == 1;
        int middle = isSingle ? to : from + draws.between(1, to - from - 1);
        Span first = sentences(from, middle);
        if (isSingle || objective == SentenceObjective.NEXT_SENTENCE && toss()) {
            rows.accept(fitted(first, elsewhere(target - first.length()), 1));
            return middle;
        }
        Span second = sentences(middle, to);
        boolean isSwapped = objective == SentenceObjective.SENTENCE_ORDER && toss();
        rows.accept(isSwapped ? fitted(second, first, 1) : fitted(first, second, 0));
        return to;
    }

    private boolean toss() {
        return draws.random() < HALF;
    }

    private Span sentences(int from, int to) {
        int tokens = 0;
        for (int sentence = from; sentence < to; sentence++) {
            tokens += lengths[sentence];
        }
        return new Span(document, from, 0, tokens);
    }

    /// Sentences of another document until they have so many tokens. If that document ends before, they are fewer; if no
    /// other one was met, it is this one.
    private Span elsewhere(int wanted) {
        int other = document;
        for (int look = 0; look < LOOKS_FOR_ANOTHER_DOCUMENT && other == document; look++) {
            other = draws.below(corpus.documents());
        }
        int sentences = corpus.sentences(other);
        int from = draws.below(sentences);
        int tokens = corpus.ids(other, from).length;
        for (int to = from + 1; to < sentences && tokens < wanted; to++) {
            tokens += corpus.ids(other, to).length;
        }
        return new Span(other, from, 0, tokens);
    }

    /// Tokens go from the longer part, one by one, at the front or at the end.
    private RowPlan fitted(Span first, Span second, int label) {
        Span one = first;
        Span two = second;
        while (one.length() + two.length() > room) {
            if (one.length() > two.length()) {
                one = shorter(one);
            } else {
                two = shorter(two);
            }
        }
        return new RowPlan(one, two, label);
    }

    private Span shorter(Span span) {
        return toss() ? span.withoutFirst() : span.withoutLast();
    }
}
