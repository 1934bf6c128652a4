package org.bert4j.vocabulary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Every distinct word as the pieces it is made of so far, and the pairs of neighbours in them.
final class Spelling {
    private final int[][] words;
    private final long[] wordCounts;
    private final Map<Long, Pair> pairs = new HashMap<>();
    private long[] pieceCounts = new long[1024];

    /// The pairs that each piece is part of; null where nobody asks.
    private final List<List<Pair>> pairsOfPieces;

    /// @param words      the pieces of each word, by id
    /// @param wordCounts how often each occurs
    /// @param findsPairs whether [#pairsOf] will be asked
    Spelling(int[][] words, long[] wordCounts, boolean findsPairs) {
        this.words = words;
        this.wordCounts = wordCounts;
        this.pairsOfPieces = findsPairs ? new ArrayList<>() : null;
        for (int word = 0; word < words.length; word++) {
            countPieces(word);
        }
    }

    private void countPieces(int word) {
        int[] pieces = words[word];
        for (int i = 0; i < pieces.length; i++) {
            addToPiece(pieces[i], wordCounts[word]);
            if (i > 0) {
                addPair(pieces[i - 1], pieces[i], word);
            }
        }
    }

    Collection<Pair> pairs() {
        return pairs.values();
    }

    long count(int piece) {
        return piece < pieceCounts.length ? pieceCounts[piece] : 0;
    }

    /// All pairs that a piece was ever part of.
    List<Pair> pairsOf(int piece) {
        return piece < pairsOfPieces.size() ? pairsOfPieces.get(piece) : List.of();
    }

    /// Puts one piece in the place of a pair, in all words.
    ///
    /// @return pairs that there are more of now
    Set<Pair> join(Pair pair, int joined) {
        Set<Pair> risen = new LinkedHashSet<>();
        for (int word : pair.takeWords()) {
            join(word, pair, joined, risen);
        }
        return risen;
    }

    private void join(int word, Pair pair, int joined, Set<Pair> risen) {
        int[] pieces = words[word];
        long count = wordCounts[word];
        int size = 0;
        for (int i = 0; i < pieces.length; ) {
            boolean here =
                    i + 1 < pieces.length && pieces[i] == pair.left && pieces[i + 1] == pair.right;
            if (!here) {
                pieces[size++] = pieces[i++];
                continue;
            }
            if (size > 0) {
                removePair(pieces[size - 1], pair.left, count);
                risen.add(addPair(pieces[size - 1], joined, word));
            }
            i += 2;
            if (i < pieces.length) {
                removePair(pair.right, pieces[i], count);
                risen.add(addPair(joined, pieces[i], word));
            }
            pieces[size++] = joined;
            addToPiece(pair.left, -count);
            addToPiece(pair.right, -count);
            addToPiece(joined, count);
        }
        words[word] = Arrays.copyOf(pieces, size);
    }

    private void removePair(int left, int right, long count) {
        pair(left, right).count -= count;
    }

    private Pair addPair(int left, int right, int word) {
        Pair pair = pair(left, right);
        pair.count += wordCounts[word];
        pair.addWord(word);
        return pair;
    }

    private Pair pair(int left, int right) {
        return pairs.computeIfAbsent((long) left << 32 | right, _ -> newPair(left, right));
    }

    private Pair newPair(int left, int right) {
        Pair pair = new Pair(left, right);
        if (pairsOfPieces != null) {
            while (pairsOfPieces.size() <= Math.max(left, right)) {
                pairsOfPieces.add(new ArrayList<>());
            }
            pairsOfPieces.get(left).add(pair);
            pairsOfPieces.get(right).add(pair);
        }
        return pair;
    }

    private void addToPiece(int piece, long count) {
        if (piece >= pieceCounts.length) {
            pieceCounts = Arrays.copyOf(pieceCounts, Math.max(piece + 1, 2 * pieceCounts.length));
        }
        pieceCounts[piece] += count;
    }
}
