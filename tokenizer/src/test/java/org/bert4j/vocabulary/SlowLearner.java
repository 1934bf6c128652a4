package org.bert4j.vocabulary;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The definition, counted anew at every step, for words in their order. Right where no piece can be made in two ways.
final class SlowLearner {
    private record Neighbours(int left, int right) {}

    private SlowLearner() {}

    static List<String> learn(Map<String, Long> counts, VocabularyOptions options) {
        List<String> tokens = new ArrayList<>(options.specials());
        TreeSet<String> characters = new TreeSet<>();
        Set<String> inside = new LinkedHashSet<>();
        for (String word : counts.keySet()) {
            word.chars().forEach(c -> characters.add(Character.toString(c)));
            word.chars().skip(1).forEach(c -> inside.add("##" + Character.toString(c)));
        }
        tokens.addAll(characters);
        tokens.addAll(inside);
        Map<String, List<Integer>> words = new TreeMap<>();
        for (String word : counts.keySet()) {
            List<Integer> pieces = new ArrayList<>();
            for (int i = 0; i < word.length(); i++) {
                pieces.add(tokens.indexOf((i == 0 ? "" : "##") + word.charAt(i)));
            }
            words.put(word, pieces);
        }
        while (tokens.size() < options.size()) {
            Neighbours best = best(words, counts, options);
            if (best == null) {
                break;
            }
            tokens.add(tokens.get(best.left) + tokens.get(best.right).replaceFirst("^##", ""));
            words.values().forEach(pieces -> join(pieces, best, tokens.size() - 1));
        }
        return tokens;
    }

    private static Neighbours best(
            Map<String, List<Integer>> words, Map<String, Long> counts, VocabularyOptions options) {
        Map<Neighbours, Long> pairs = new LinkedHashMap<>();
        Map<Integer, Long> pieces = new LinkedHashMap<>();
        words.forEach(
                (word, ids) -> {
                    ids.forEach(id -> pieces.merge(id, counts.get(word), Long::sum));
                    for (int i = 1; i < ids.size(); i++) {
                        Neighbours pair = new Neighbours(ids.get(i - 1), ids.get(i));
                        pairs.merge(pair, counts.get(word), Long::sum);
                    }
                });
        Comparator<Neighbours> byRank =
                Comparator.comparingLong(
                        pair ->
                                -options.score()
                                        .rank(
                                                pairs.get(pair),
                                                pieces.get(pair.left),
                                                pieces.get(pair.right)));
        return pairs.keySet().stream()
                .filter(pair -> pairs.get(pair) >= options.minFrequency())
                .min(byRank.thenComparing(Neighbours::left).thenComparing(Neighbours::right))
                .orElse(null);
    }

    private static void join(List<Integer> pieces, Neighbours pair, int joined) {
        for (int i = 0; i + 1 < pieces.size(); i++) {
            if (pieces.get(i) == pair.left && pieces.get(i + 1) == pair.right) {
                pieces.set(i, joined);
                pieces.remove(i + 1);
            }
        }
    }
}
