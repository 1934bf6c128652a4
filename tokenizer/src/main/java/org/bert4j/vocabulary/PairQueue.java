package org.bert4j.vocabulary;

import java.util.Comparator;
import java.util.PriorityQueue;

/// Gives the best pair: the largest rank, of equal ones the smaller pair of ids.
///
/// A pair whose rank rises is offered again. One whose rank falls is not: that is noticed when it comes to the front,
/// and it goes back to where it belongs.
final class PairQueue {
    private static final Comparator<Entry> BEST_FIRST =
            Comparator.comparingLong((Entry entry) -> -entry.rank)
                    .thenComparingInt(entry -> entry.pair.left)
                    .thenComparingInt(entry -> entry.pair.right);

    private record Entry(long rank, Pair pair) {
        /// Whether the pair has been offered with another rank since, or is gone.
        boolean isOutdated() {
            return rank != pair.queuedRank;
        }
    }

    /// What a pair is worth now: 0 if it must not be joined.
    interface Ranking {
        long rank(Pair pair);
    }

    private final Ranking ranking;
    private final PriorityQueue<Entry> entries = new PriorityQueue<>(BEST_FIRST);
    private int live;

    PairQueue(Ranking ranking) {
        this.ranking = ranking;
    }

    /// Lets a pair whose rank may have risen take its place.
    void offer(Pair pair) {
        long rank = ranking.rank(pair);
        if (rank > pair.queuedRank) {
            live += pair.queuedRank == 0 ? 1 : 0;
            enqueue(pair, rank);
        }
    }

    private void enqueue(Pair pair, long rank) {
        pair.queuedRank = rank;
        entries.add(new Entry(rank, pair));
        if (entries.size() > 4 * live + 1024) {
            entries.removeIf(Entry::isOutdated);
        }
    }

    /// Takes the best pair out, or null if there is none.
    Pair poll() {
        for (Entry entry = entries.poll(); entry != null; entry = entries.poll()) {
            Pair pair = entry.pair;
            if (entry.isOutdated()) {
                continue;
            }
            long rank = ranking.rank(pair);
            if (rank == entry.rank) {
                remove(pair);
                return pair;
            }
            if (rank == 0) {
                remove(pair);
            } else {
                enqueue(pair, rank);
            }
        }
        return null;
    }

    private void remove(Pair pair) {
        pair.queuedRank = 0;
        live--;
    }
}
