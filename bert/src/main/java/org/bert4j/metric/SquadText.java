package org.bert4j.metric;

import org.bert4j.dataset.PythonText;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Exact match and F1 of two answers after SQuAD's normalisation (`normalize_answer`,
/// `compute_exact`, `compute_f1` of rajpurkar/SQuAD-explorer `evaluate-v2.0.py`).
public final class SquadText {
    private SquadText() {}

    /// Lower case, without ASCII punctuation, without the words a, an, the, blanks collapsed.
    public static String normalize(String answer) {
        return String.join(" ", words(answer));
    }

    /// 1 if both normalise to the same text, else 0.
    public static int exact(String reference, String prediction) {
        return words(reference).equals(words(prediction)) ? 1 : 0;
    }

    /// The harmonic mean of precision and recall over words, repeated words counted. If either side
    /// is empty, 1 if both are, else 0.
    public static double f1(String reference, String prediction) {
        List<String> gold = words(reference);
        List<String> predicted = words(prediction);
        if (gold.isEmpty() || predicted.isEmpty()) {
            return gold.equals(predicted) ? 1 : 0;
        }
        int same = common(gold, predicted);
        if (same == 0) {
            return 0;
        }
        double precision = (double) same / predicted.size();
        double recall = (double) same / gold.size();
        return 2 * precision * recall / (precision + recall);
    }

    /// The words that count.
    static List<String> words(String answer) {
        return PythonText.split(blankOutArticles(dropPunctuation(answer.toLowerCase(Locale.ROOT))));
    }

    private static int common(List<String> gold, List<String> predicted) {
        Map<String, Integer> left = new HashMap<>();
        gold.forEach(word -> left.merge(word, 1, Integer::sum));
        int same = 0;
        for (String word : predicted) {
            if (left.merge(word, -1, Integer::sum) >= 0) {
                same++;
            }
        }
        return same;
    }

    private static String dropPunctuation(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        text.chars().filter(c -> !isAsciiPunctuation(c)).forEach(c -> kept.append((char) c));
        return kept.toString();
    }

    /// `string.punctuation` of Python.
    private static boolean isAsciiPunctuation(int c) {
        return c >= '!' && c <= '/'
                || c >= ':' && c <= '@'
                || c >= '[' && c <= '`'
                || c >= '{' && c <= '~';
    }

    /// `re.sub(r"\b(a|an|the)\b", " ", text)`: whole runs of word characters, as Python knows them.
    /// Java's `\b` differs: it counts combining accents as word characters.
    private static String blankOutArticles(String text) {
        StringBuilder result = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int start = i;
            while (i < text.length() && isWordCharacter(text.codePointAt(i))) {
                i += Character.charCount(text.codePointAt(i));
            }
            String run = text.substring(start, i);
            result.append(isArticle(run) ? " " : run);
            if (i < text.length()) {
                int other = text.codePointAt(i);
                result.appendCodePoint(other);
                i += Character.charCount(other);
            }
        }
        return result.toString();
    }

    private static boolean isArticle(String run) {
        return run.equals("a") || run.equals("an") || run.equals("the");
    }

    /// `\w` of Python: letters and everything with a numeric value; `_` is gone with the
    /// punctuation.
    private static boolean isWordCharacter(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER ->
                    true;
            default -> false;
        };
    }
}
