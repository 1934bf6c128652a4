package org.bert4j.tokenizer;

import java.util.Arrays;
import java.util.List;

/// Cuts normalized text into words, at blanks and around punctuation, and hands them to WordPiece.
final class WordSplitter {
    private final CharacterTable table;
    private final WordPiece wordPiece;

    /// Words that punctuation does not split: hf-slow spares special tokens a second time, after
    /// cleaning. Code points.
    private final int[][] sparedWords;

    WordSplitter(CharacterTable table, WordPiece wordPiece, List<String> sparedWords) {
        this.table = table;
        this.wordPiece = wordPiece;
        this.sparedWords =
                sparedWords.stream().map(word -> word.codePoints().toArray()).toArray(int[][]::new);
    }

    /// Appends the pieces of the characters `[from, to)`.
    void split(Characters characters, int from, int to, Pieces out) {
        if (sparedWords.length == 0) {
            splitWords(characters, from, to, out);
            return;
        }
        int start = from;
        for (int end = from; end <= to; end++) {
            if (end == to || table.is(CharacterTable.SPACE, characters.codePoints[end])) {
                splitUnlessSpared(characters, start, end, out);
                start = end + 1;
            }
        }
    }

    private void splitUnlessSpared(Characters characters, int from, int to, Pieces out) {
        for (int[] spared : sparedWords) {
            if (Arrays.equals(characters.codePoints, from, to, spared, 0, spared.length)) {
                wordPiece.split(characters, from, to, out);
                return;
            }
        }
        splitWords(characters, from, to, out);
    }

    private void splitWords(Characters characters, int from, int to, Pieces out) {
        int start = from;
        for (int i = from; i < to; i++) {
            int kind = table.flags(characters.codePoints[i]);
            if ((kind & (CharacterTable.SPACE | CharacterTable.PUNCTUATION)) == 0) {
                continue;
            }
            if (i > start) {
                wordPiece.split(characters, start, i, out);
            }
            if ((kind & CharacterTable.PUNCTUATION) != 0) {
                wordPiece.split(characters, i, i + 1, out);
            }
            start = i + 1;
        }
        if (to > start) {
            wordPiece.split(characters, start, to, out);
        }
    }
}
