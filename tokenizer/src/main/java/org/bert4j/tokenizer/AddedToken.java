package org.bert4j.tokenizer;

/// A token that is cut out of the text before anything else happens to it (Hugging Face only).
///
/// @param content    the token as the vocabulary holds it
/// @param singleWord found only where no letter or digit touches it
/// @param leftStrip  takes the blanks before it along
/// @param rightStrip takes the blanks behind it along
/// @param normalized looked for in the normalized text; otherwise in the text as it was given
/// @param special    left out by [BertTokenizer#decodeWithoutSpecials]
public record AddedToken(
        String content,
        boolean singleWord,
        boolean leftStrip,
        boolean rightStrip,
        boolean normalized,
        boolean special) {
    public AddedToken {
        if (content.isEmpty()) {
            throw new IllegalArgumentException("An added token is empty; remove it.");
        }
    }

    /// `[MASK]` and its like: looked for in the text as it was given.
    public static AddedToken special(String content) {
        return new AddedToken(content, false, false, false, false, true);
    }

    /// Is it what [#special] makes?
    boolean isOrdinarySpecial() {
        return special && !singleWord && !leftStrip && !rightStrip && !normalized;
    }
}
