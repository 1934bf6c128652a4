package org.bert4j.feature;

/// The reference numbers a token by the word of the context it comes from, bert4j by its characters;
/// this turns the second into the first. Remembers the latest context.
final class Words {
    private String context;
    private int[] wordOfCharacter;

    /// For each context token of a feature, the number of its word, from 0.
    int[] of(QaFeature feature) {
        number(feature.example().context());
        int[] words = new int[feature.window().length()];
        for (int i = 0; i < words.length; i++) {
            int start = feature.sourceStart(feature.firstContextPosition() + i);
            words[i] = wordOfCharacter[start];
        }
        return words;
    }

    private void number(String text) {
        if (text.equals(context)) {
            return;
        }
        context = text;
        wordOfCharacter = new int[text.length()];
        int word = -1;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            boolean blank = " \t\r\n\u202f".indexOf(text.charAt(i)) >= 0;
            word += !blank && !inWord ? 1 : 0;
            inWord = !blank;
            wordOfCharacter[i] = word;
        }
    }
}
