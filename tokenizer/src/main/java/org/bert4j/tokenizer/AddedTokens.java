package org.bert4j.tokenizer;

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
    private final boolean[] beginsOne = new boolean[Character.MAX_VALUE + 1];

    AddedTokens(List<Pattern> patterns) {
        this.patterns =
                patterns.stream()
                        .filter(pattern -> !pattern.text.isEmpty())
                        .sorted(Comparator.comparingInt(pattern -> -pattern.text.length()))
                        .toArray(Pattern[]::new);
        for (Pattern pattern : this.patterns) {
            beginsOne[pattern.text.charAt(0)] = true;
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
        for (int start = from; start < text.length(); start++) {
            Pattern pattern = mayBegin(text.charAt(start)) ? longestAt(text, start) : null;
            if (pattern == null) {
                continue;
            }
            int end = start + pattern.text.length();
            if (!pattern.token.singleWord() || standsAlone(text, start, end)) {
                return withBlanks(pattern, text, from, start, end);
            }
            start = end - 1;
        }
        return null;
    }

    final boolean beginsOne(char unit) {
        return beginsOne[unit];
    }

    boolean mayBegin(char unit) {
        return beginsOne(unit);
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
