package org.bert4j.pretraining;

import org.bert4j.corpus.TokenCorpus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/// All documents in all passes, on all cores. Every pass over a document has draws of its own, so the result does not
/// depend on the number of cores. The rows of a document stand together: whoever trains on them shuffles them.
record GooglePlanner(
        TokenCorpus corpus,
        RowWay.Google way,
        SentenceObjective objective,
        int maxLength,
        long seed)
        implements RowPlanner {
    /// Planned together; bounds the memory for corpora of many documents.
    private static final int SENTENCES_AT_ONCE = 100_000;

    private static final long PURPOSE = 1;

    /// Tokens of a row without special ones, at most.
    int room() {
        return maxLength
                - (objective == SentenceObjective.NONE
                        ? RowPlan.ONE_PART_SPECIALS
                        : RowPlan.TWO_PARTS_SPECIALS);
    }

    @Override
    public void plan(Consumer<RowPlan> rows) {
        int from = 0;
        while (from < corpus.documents()) {
            int to = blockEnd(from);
            ofDocuments(from, to).forEach(some -> some.forEach(rows));
            from = to;
        }
    }

    private int blockEnd(int from) {
        int to = from;
        long sentences = 0;
        while (to < corpus.documents() && sentences < SENTENCES_AT_ONCE) {
            sentences += corpus.sentences(to++);
        }
        return to;
    }

    /// The rows of each document and pass.
    private List<List<RowPlan>> ofDocuments(int from, int to) {
        List<int[]> lengths = IntStream.range(from, to).parallel().mapToObj(this::lengths).toList();
        int passes = way.dupeFactor();
        return IntStream.range(0, Math.multiplyExact(to - from, passes))
                .parallel()
                .mapToObj(i -> ofPass(from + i / passes, lengths.get(i / passes), i % passes))
                .toList();
    }

    private int[] lengths(int document) {
        return IntStream.range(0, corpus.sentences(document))
                .map(sentence -> corpus.ids(document, sentence).length)
                .toArray();
    }

    private List<RowPlan> ofPass(int document, int[] lengths, int pass) {
        Draws draws = new SeededDraws(seed, PURPOSE, pass, document);
        List<RowPlan> rows = new ArrayList<>();
        new DocumentPlanner(this, document, lengths, draws).plan(rows::add);
        return rows;
    }
}
