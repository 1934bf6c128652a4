package org.bert4j.dataset;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Puts other words in the place of words: of the same length, the same case and nearly the same frequency, so that
/// offsets stay right and a tokenizer has as much to do as before.
///
/// Words of one length and case are ranked by frequency; in round `n` each becomes the one `n` ranks below.
public final class RenamedWords {
    private static final Pattern WORD = Pattern.compile("\\p{L}+");

    private final Map<String, List<String>> ranked = new HashMap<>();
    private final Map<String, Integer> ranks = new HashMap<>();

    static RenamedWords of(List<QaParagraph> paragraphs) {
        return ofTexts(paragraphs.stream().map(QaParagraph::context).toList());
    }

    public static RenamedWords ofTexts(List<String> texts) {
        Map<String, Integer> frequencies = new TreeMap<>();
        for (String text : texts) {
            WORD.matcher(text)
                    .results()
                    .forEach(word -> frequencies.merge(word.group(), 1, Integer::sum));
        }
        return new RenamedWords(frequencies);
    }

    private RenamedWords(Map<String, Integer> frequencies) {
        Comparator<String> byFrequency = Comparator.comparing(frequencies::get);
        List<String> words = new ArrayList<>(frequencies.keySet());
        words.sort(byFrequency.reversed());
        for (String word : words) {
            List<String> alike = ranked.computeIfAbsent(shape(word), _ -> new ArrayList<>());
            ranks.put(word, alike.size());
            alike.add(word);
        }
    }

    /// The text of this round; as it is in round 0.
    public String rename(String text, int round) {
        return WORD.matcher(text).replaceAll(word -> replacement(word.group(), round));
    }

    private String replacement(String word, int round) {
        Integer rank = ranks.get(word);
        if (rank == null) { // in questions only
            return word;
        }
        List<String> alike = ranked.get(shape(word));
        return alike.get((rank + round) % alike.size());
    }

    private static String shape(String word) {
        StringBuilder shape = new StringBuilder(word.length());
        word.chars().forEach(c -> shape.append(Character.isLowerCase(c) ? 'x' : 'X'));
        return shape.toString();
    }
}
