package org.bert4j.corpus;

import java.util.Locale;
import java.util.Set;

/// English abbreviations: full stops that end no sentence.
final class Abbreviations {
    /// Something always follows.
    private static final Set<String> BEFORE_ANYTHING =
            Set.of(
                    "mr", "mrs", "ms", "dr", "prof", "rev", "hon", "messrs", "mme", "mlle", "mgr",
                    "capt", "col", "gen", "lt", "sgt", "maj", "cmdr", "adm", "brig", "cpl", "pvt",
                    "gov", "sen", "rep", "pres", "supt", "st", "mt", "ft", "e.g", "i.e", "cf", "vs",
                    "viz", "approx", "ca");

    /// Such as in "No. 5" and "Jan. 3".
    private static final Set<String> BEFORE_NUMBERS =
            Set.of(
                    "no", "nos", "vol", "vols", "fig", "figs", "p", "pp", "ch", "chap", "sec",
                    "art", "eq", "op", "jan", "feb", "apr", "aug", "sept", "sep", "oct", "nov",
                    "dec");

    /// May end a sentence, and are often in the middle of one. So may initials, and all with a stop inside, such as
    /// "U.S." and "p.m.".
    private static final Set<String> ANYWHERE =
            Set.of(
                    "inc", "ltd", "co", "corp", "bros", "jr", "sr", "al", "etc", "ave", "dept",
                    "est");

    /// Behind an abbreviation of the last kind, these begin a sentence.
    private static final Set<String> BEGINNINGS =
            Set.of(
                    "The", "A", "An", "It", "He", "She", "They", "We", "You", "I", "In", "On", "At",
                    "This", "That", "These", "Those", "There", "His", "Her", "Its", "Their", "My",
                    "Our", "When", "While", "After", "Before", "But", "And", "If", "As", "For",
                    "However", "What", "Who", "How", "Why", "Where", "So", "Then");

    private static final int LONGEST_LIST_NUMBER = 3;

    private Abbreviations() {}

    /// Whether a full stop ends an abbreviation, and not the sentence.
    ///
    /// @param start of the sentence
    /// @param stop  where the full stop is
    /// @param begin of the next word
    static boolean endAt(String text, int start, int stop, int begin) {
        int from = stop;
        while (from > start && isPartOfWord(text.charAt(from - 1))) {
            from--;
        }
        String word = text.substring(from, stop);
        if (word.isEmpty()) {
            return isListNumber(text, start, stop);
        }
        String lower = word.toLowerCase(Locale.ROOT);
        if (BEFORE_ANYTHING.contains(lower)) {
            return true;
        }
        if (BEFORE_NUMBERS.contains(lower)) {
            return Character.isDigit(text.charAt(begin));
        }
        return isAnywhere(word, lower) && !BEGINNINGS.contains(wordAt(text, begin));
    }

    private static boolean isAnywhere(String word, String lower) {
        boolean isInitial =
                word.length() == 1 && Character.isUpperCase(word.charAt(0)) && !word.equals("I");
        return isInitial || word.indexOf('.') > 0 || ANYWHERE.contains(lower);
    }

    /// As in "1. Wash your hands."
    private static boolean isListNumber(String text, int start, int stop) {
        return stop > start
                && stop - start <= LONGEST_LIST_NUMBER
                && text.substring(start, stop).chars().allMatch(Character::isDigit);
    }

    private static String wordAt(String text, int begin) {
        int end = begin;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return text.substring(begin, end);
    }

    private static boolean isPartOfWord(char c) {
        return c == '.' || Character.isLetter(c);
    }
}
