package org.bert4j.tokenizer;

import java.util.List;

/// Added tokens as hf-slow finds them (`PreTrainedTokenizer.tokenize` of transformers 4).
///
/// An uncased tokenizer looks for them in the text after it was lower-cased, but spares on
/// lower-casing those that are special or "normalized". So `[MASK]` is found as it is written, and
/// an added `covid` is found in `COVID` as well.
final class SlowAddedTokens extends AddedTokens {
    private final boolean lowerCase;

    SlowAddedTokens(List<Pattern> patterns, boolean lowerCase) {
        super(patterns);
        this.lowerCase = lowerCase;
        if (lowerCase) {
            addCapitals();
        }
    }

    @Override
    boolean matches(Pattern pattern, String text, int start) {
        boolean spared = pattern.token().special() || pattern.token().normalized();
        boolean asWritten = !lowerCase || spared;
        return asWritten && super.matches(pattern, text, start)
                || lowerCase && matchesLowered(pattern.text(), text, start);
    }

    private static boolean matchesLowered(String pattern, String text, int start) {
        if (start + pattern.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < pattern.length(); i++) {
            if (Character.toLowerCase(text.charAt(start + i)) != pattern.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /// Only a blank (U+0020) may touch it.
    @Override
    boolean standsAlone(String text, int start, int end) {
        boolean touchedBefore = start > 0 && text.charAt(start - 1) != ' ';
        boolean touchedBehind = end < text.length() && text.charAt(end) != ' ';
        return !touchedBefore && !touchedBehind;
    }
}
