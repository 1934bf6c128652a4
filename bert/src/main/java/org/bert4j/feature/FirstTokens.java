package org.bert4j.feature;

import org.bert4j.dataset.TaggedText;
import org.bert4j.tokenizer.Tokens;

import java.util.Arrays;

/// The first token of each word that has one.
///
/// @param words  which words of the text, in rising order
/// @param tokens the first token of each, in rising order
record FirstTokens(int[] words, int[] tokens) {

    /// A word's first token is the first that overlaps it and does not belong to the word before.
    static FirstTokens of(TaggedText text, Tokens tokens) {
        int[] words = new int[text.words()];
        int[] first = new int[text.words()];
        int count = 0;
        int token = 0;
        for (int word = 0; word < text.words(); word++) {
            while (token < tokens.size() && tokens.end(token) <= text.starts()[word]) {
                token++;
            }
            if (token < tokens.size() && tokens.start(token) < text.ends()[word]) {
                words[count] = word;
                first[count++] = token++;
            }
        }
        return new FirstTokens(Arrays.copyOf(words, count), Arrays.copyOf(first, count));
    }

    int size() {
        return words.length;
    }

    FirstTokens part(int from, int to) {
        return new FirstTokens(
                Arrays.copyOfRange(words, from, to), Arrays.copyOfRange(tokens, from, to));
    }
}
