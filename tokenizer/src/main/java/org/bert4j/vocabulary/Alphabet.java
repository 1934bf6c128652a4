package org.bert4j.vocabulary;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// The characters that pieces are made of, in the order of their ids.
///
/// @param kept    code points that have a token of their own
/// @param inside  those of them that occur behind the first place of a word, which have a token `##c` as well
/// @param found   how many characters the text has
/// @param covered which part of their occurrences is of kept ones, from 0 to 1
record Alphabet(List<Integer> kept, List<Integer> inside, int found, double covered) {
    Alphabet {
        kept = List.copyOf(kept);
        inside = List.copyOf(inside);
    }

    /// The most frequent characters, of equal ones those with smaller code points. They come in the order of code
    /// points, but inside words in the order in which the words, sorted as they are, have them: the order of the
    /// reference if its words were sorted.
    static Alphabet of(WordCounts words, int limit) {
        long[] counts = new long[Character.MAX_CODE_POINT + 1];
        Set<Integer> inside = new LinkedHashSet<>();
        for (int i = 0; i < words.size(); i++) {
            count(words.word(i), words.count(i), counts, inside);
        }
        int[] found = IntStream.range(0, counts.length).filter(c -> counts[c] > 0).toArray();
        BitSet kept = new BitSet();
        Arrays.stream(found)
                .boxed()
                .sorted(Comparator.comparingLong(c -> -counts[c])) // stable
                .limit(limit)
                .forEach(kept::set);
        double all = sum(found, counts, _ -> true);
        double covered = found.length == 0 ? 0 : sum(found, counts, kept::get) / all;
        return new Alphabet(
                kept.stream().boxed().toList(),
                inside.stream().filter(kept::get).toList(),
                found.length,
                covered);
    }

    private static void count(String word, long count, long[] counts, Set<Integer> inside) {
        for (int i = 0; i < word.length(); ) {
            int codePoint = word.codePointAt(i);
            counts[codePoint] += count;
            if (i > 0) {
                inside.add(codePoint);
            }
            i += Character.charCount(codePoint);
        }
    }

    private static double sum(int[] codePoints, long[] counts, IntPredicate counted) {
        return Arrays.stream(codePoints).filter(counted).mapToLong(c -> counts[c]).sum();
    }
}
