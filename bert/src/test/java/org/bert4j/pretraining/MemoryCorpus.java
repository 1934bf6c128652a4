package org.bert4j.pretraining;

import org.bert4j.corpus.TokenCorpus;
import org.bert4j.dataset.Sha256;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// A corpus in memory.
///
/// @param texts         ids of the sentences of each document
/// @param continuations which ids are pieces of words behind the first
public record MemoryCorpus(List<List<int[]>> texts, IntPredicate continuations)
        implements TokenCorpus {
    /// Numbered tokens: no two are alike.
    ///
    /// @param first    id of the first token
    /// @param lengths  tokens of the sentences of a document
    static MemoryCorpus numbered(int first, int documents, int... lengths) {
        return numbered(first, Collections.nCopies(documents, lengths));
    }

    /// Numbered tokens, where each document has sentences of its own lengths.
    static MemoryCorpus numbered(int first, List<int[]> lengths) {
        int[] next = {first};
        List<List<int[]>> texts =
                lengths.stream()
                        .map(some -> Arrays.stream(some).mapToObj(n -> take(next, n)).toList())
                        .toList();
        return new MemoryCorpus(texts, _ -> false);
    }

    private static int[] take(int[] next, int count) {
        int from = next[0];
        next[0] += count;
        return IntStream.range(from, next[0]).toArray();
    }

    @Override
    public int documents() {
        return texts.size();
    }

    @Override
    public int sentences(int document) {
        return texts.get(document).size();
    }

    @Override
    public int[] ids(int document, int sentence) {
        return texts.get(document).get(sentence);
    }

    @Override
    public boolean[] continues(int document, int sentence) {
        int[] ids = ids(document, sentence);
        boolean[] continues = new boolean[ids.length];
        for (int i = 0; i < ids.length; i++) {
            continues[i] = continuations.test(ids[i]);
        }
        return continues;
    }

    @Override
    public long tokens() {
        return texts.stream().flatMap(List::stream).mapToLong(ids -> ids.length).sum();
    }

    @Override
    public String hash() {
        StringBuilder all = new StringBuilder();
        texts.forEach(text -> text.forEach(ids -> all.append(Arrays.toString(ids))));
        return Sha256.of(all.toString());
    }
}
