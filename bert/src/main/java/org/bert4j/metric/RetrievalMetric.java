package org.bert4j.metric;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// How well embeddings find the one document that belongs to a query among the documents of all
/// queries, by cosine.
///
/// The rank of the right document is 1 plus the number of other documents that are at least as
/// near: a tie counts against it, so a model that maps all texts to one vector scores nothing. Every
/// query meets every document: the memory grows with the number of pairs, the time of [#figures]
/// with its square.
public final class RetrievalMetric implements Sample {
    private static final int[] CUTOFFS = {1, 5, 10};

    private final List<float[]> queries = new ArrayList<>();
    private final List<float[]> documents = new ArrayList<>();
    private int[] ranks = {}; // of the right documents, as long as no pair is added

    /// Counts one query and the document it should find; all vectors have the same length.
    ///
    /// @throws IllegalArgumentException if the lengths differ
    public void add(float[] query, float[] document) {
        int width = queries.isEmpty() ? query.length : queries.getFirst().length;
        if (query.length != width || document.length != width) {
            throw new IllegalArgumentException(
                    "Pair %d has vectors of %d and %d numbers, expected %d; embed all texts with one model."
                            .formatted(queries.size() + 1, query.length, document.length, width));
        }
        queries.add(query.clone()); // its length changes no order of documents
        documents.add(unit(document));
    }

    private static float[] unit(float[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        float[] unit = vector.clone();
        for (int i = 0; length > 0 && i < unit.length; i++) {
            unit[i] = (float) (unit[i] / length);
        }
        return unit;
    }

    /// The number of pairs so far.
    public long total() {
        return queries.size();
    }

    /// The figures so far: `recall_at_1`, `recall_at_5`, `recall_at_10` (the fraction of queries
    /// whose document is among the first so many), `mrr` (the mean of 1/rank) and `total`.
    public Map<String, Object> figures() {
        return figures(ranks());
    }

    @Override
    public int size() {
        return queries.size();
    }

    /// Other queries, among the same documents.
    @Override
    public Map<String, Object> figuresOf(int[] draw) {
        int[] all = ranks();
        return figures(IntStream.of(draw).map(query -> all[query]).toArray());
    }

    private synchronized int[] ranks() {
        if (ranks.length < queries.size()) {
            ranks = IntStream.range(0, queries.size()).parallel().map(this::rank).toArray();
        }
        return ranks;
    }

    private static Map<String, Object> figures(int[] ranks) {
        Map<String, Object> figures = new LinkedHashMap<>();
        for (int cutoff : CUTOFFS) {
            long found = IntStream.of(ranks).filter(rank -> rank <= cutoff).count();
            figures.put("recall_at_" + cutoff, Counts.ratio(found, ranks.length));
        }
        double mrr = IntStream.of(ranks).mapToDouble(rank -> 1.0 / rank).average().orElse(0);
        figures.put("mrr", mrr);
        figures.put("total", (long) ranks.length);
        return figures;
    }

    private int rank(int query) {
        float[] vector = queries.get(query);
        double right = dot(vector, documents.get(query));
        int rank = 1;
        for (int other = 0; other < documents.size(); other++) {
            if (other != query && !(dot(vector, documents.get(other)) < right)) {
                rank++;
            }
        }
        return rank;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
