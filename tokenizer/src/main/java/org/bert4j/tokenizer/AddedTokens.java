package org.bert4j.tokenizer;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/// Finds added tokens in a text: the leftmost first, and of those that begin there the longest.
///
/// Follows `added_vocabulary.rs` of huggingface/tokenizers; a subclass follows hf-slow.
class AddedTokens {
    /// @param start UTF-16 offset, blanks taken along included
    /// @param end   the same, exclusive
    record Match(int id, int start, int end) {}

    /// @param text how the token looks in the texts that are searched
    record Pattern(String text, int id, AddedToken token) {}

    private final Pattern[] patterns; // longest first

    /// The UTF-16 units with which one may begin.
    private final BitSet firstUnits = new BitSet();

    AddedTokens(List<Pattern> patterns) {
        this.patterns =
                patterns.stream()
                        .filter(pattern -> !pattern.text.isEmpty())
                        .sorted(Comparator.comparingInt(pattern -> -pattern.text.length()))
                        .toArray(Pattern[]::new);
        for (Pattern pattern : this.patterns) {
            firstUnits.set(pattern.text.charAt(0));
        }
    }

    /// From now on one may also begin with a unit that is one of its first units if lower-cased.
    final void addCapitals() {
        BitSet small = (BitSet) firstUnits.clone();
        for (int unit = 0; unit <= Character.MAX_VALUE; unit++) {
            if (small.get(Character.toLowerCase(unit))) {
                firstUnits.set(unit);
            }
        }
    }

    final boolean isEmpty() {
        return patterns.length == 0;
    }

    /// The first added token at or after `from`, or null.
    final Match next(String text, int from) {
        if (isEmpty()) {
            return null;
        }
        for (int start = from; ; start++) {
            start = nextBegin(text, start);
            if (start == text.length()) {
                return null;
            }
            Pattern pattern = longestAt(text, start);
            if (pattern == null) {
                continue;
            }
            int end = start + pattern.text.length();
            if (!pattern.token.singleWord() || standsAlone(text, start, end)) {
                return withBlanks(pattern, text, from, start, end);
            }
            start = end - 1;
        }
    }

    /// The next place from `from` on where one may begin, or the end of the text.
    private int nextBegin(String text, int from) {
        int only = firstUnits.nextSetBit(0);
        if (firstUnits.length() == only + 1) { // as it is for [PAD], [CLS] and so on
            int place = text.indexOf(only, from);
            return place < 0 ? text.length() : place;
        }
        int place = from;
        while (place < text.length() && !firstUnits.get(text.charAt(place))) {
            place++;
        }
        return place;
    }

    boolean matches(Pattern pattern, String text, int start) {
        return text.startsWith(pattern.text, start);
    }

    /// No letter, mark or digit touches it.
    boolean standsAlone(String text, int start, int end) {
        boolean touchedBefore = start > 0 && isWordCharacter(text.codePointBefore(start));
        boolean touchedBehind = end < text.length() && isWordCharacter(text.codePointAt(end));
        return !touchedBefore && !touchedBehind;
    }

    private Pattern longestAt(String text, int start) {
        for (Pattern pattern : patterns) {
            if (matches(pattern, text, start)) {
                return pattern;
            }
        }
        return null;
    }

    /// `\w` of a regular expression that knows Unicode.
    private static boolean isWordCharacter(int codePoint) {
        return Character.isLetterOrDigit(codePoint)
                || Character.isAlphabetic(codePoint)
                || switch (Character.getType(codePoint)) {
                    case Character.NON_SPACING_MARK,
                            Character.COMBINING_SPACING_MARK,
                            Character.ENCLOSING_MARK,
                            Character.CONNECTOR_PUNCTUATION ->
                            true;
                    default -> codePoint == 0x200C || codePoint == 0x200D; // joiners
                };
    }

    private static Match withBlanks(Pattern pattern, String text, int from, int start, int end) {
        int first = start;
        while (pattern.token.leftStrip() && first > from && isBlank(text.charAt(first - 1))) {
            first--;
        }
        int last = end;
        while (pattern.token.rightStrip() && last < text.length() && isBlank(text.charAt(last))) {
            last++;
        }
        return new Match(pattern.id, first, last);
    }

    private static boolean isBlank(char unit) {
        return CharacterTable.of(TokenizerMode.HF_FAST).is(CharacterTable.SPACE, unit);
    }
}
