package org.bert4j.dataset;

import org.bert4j.tokenizer.CharacterKind;

import java.util.List;

/// Makes a text of the words of a file that has lost the blanks between them.
///
/// Words are joined by a blank; Chinese ones by nothing, so that the text looks as its author wrote
/// it. The tokenizer must not melt two words into one: where nothing is put between two characters,
/// at least one of them is an ideograph or a punctuation mark, which it keeps to itself.
final class WordJoiner {
    /// Marks that Chinese shares with European scripts.
    private static final String SHARED_MARKS = "“”‘’…—·";

    private WordJoiner() {}

    static TaggedText join(String place, List<String> words, List<String> tags) {
        StringBuilder text = new StringBuilder();
        int[] starts = new int[words.size()];
        int[] ends = new int[words.size()];
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (i > 0 && needsBlank(text.codePointBefore(text.length()), word.codePointAt(0))) {
                text.append(' ');
            }
            starts[i] = text.length();
            ends[i] = text.append(word).length();
        }
        return new TaggedText(place, text.toString(), starts, ends, tags, List.of());
    }

    private static boolean needsBlank(int left, int right) {
        boolean chinese = isChinese(left) && isChinese(right);
        return !chinese || !(standsAlone(left) || standsAlone(right));
    }

    private static boolean standsAlone(int codePoint) {
        return switch (CharacterKind.of(codePoint)) {
            case PUNCTUATION, IDEOGRAPH -> true;
            case DROPPED, BLANK, OTHER -> false;
        };
    }

    /// Ideographs, the block of Chinese symbols and punctuation, full-width forms, shared marks.
    private static boolean isChinese(int codePoint) {
        return CharacterKind.of(codePoint) == CharacterKind.IDEOGRAPH
                || codePoint >= 0x3000 && codePoint <= 0x303F
                || codePoint >= 0xFF00 && codePoint <= 0xFFEF
                || SHARED_MARKS.indexOf(codePoint) >= 0;
    }
}
