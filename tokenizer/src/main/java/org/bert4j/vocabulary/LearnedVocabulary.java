package org.bert4j.vocabulary;

import java.util.List;

/// A vocabulary and where it comes from.
///
/// @param tokens         in the order of their ids
/// @param specials       special tokens, the first ones
/// @param characters     tokens of one character
/// @param inside         tokens `##c` of one character
/// @param found          characters that the text has
/// @param covered        which part of the text's characters has a token, from 0 to 1
/// @param leastFrequency occurrences of the pair that was joined last, 0 if none was
/// @param words          occurrences of words that it was learned from
/// @param distinctWords  how many different ones
/// @param tooLongWords   occurrences of words of more than 100 characters, which were passed over
public record LearnedVocabulary(
        List<String> tokens,
        int specials,
        int characters,
        int inside,
        int found,
        double covered,
        long leastFrequency,
        long words,
        int distinctWords,
        long tooLongWords) {
    public LearnedVocabulary {
        tokens = List.copyOf(tokens);
    }

    /// Tokens that were made by joining others.
    public int joined() {
        return tokens.size() - specials - characters - inside;
    }

    /// The content of a `vocab.txt`.
    public String text() {
        return String.join("\n", tokens) + "\n";
    }
}
