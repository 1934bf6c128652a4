package org.bert4j.tokenizer;

import java.util.Arrays;

/// What the model takes: `[CLS] A [SEP]` or `[CLS] A [SEP] B [SEP]`, each array `[seq]`.
///
/// There is no attention mask: nothing is padded yet. The arrays are not copied; treat them as
/// read-only.
///
/// @param inputIds     ids into the vocabulary
/// @param tokenTypeIds 0 for `[CLS] A [SEP]`, 1 for `B [SEP]`
/// @param starts       UTF-16 offset of each token in its own text, A or B; 0 where `special`
/// @param ends         the same, exclusive
/// @param special      true for the `[CLS]` and `[SEP]` put around the texts, which have no place
///                     in them
public record Encoding(
        int[] inputIds, int[] tokenTypeIds, int[] starts, int[] ends, boolean[] special) {
    static Encoding single(Tokens tokens, int clsId, int sepId) {
        Encoding encoding = empty(tokens.size() + 2);
        encoding.putSpecial(0, clsId);
        tokens.copyTo(encoding, 1);
        encoding.putSpecial(encoding.size() - 1, sepId);
        return encoding;
    }

    static Encoding pair(Tokens first, Tokens second, int clsId, int sepId) {
        Encoding encoding = empty(first.size() + second.size() + 3);
        encoding.putSpecial(0, clsId);
        first.copyTo(encoding, 1);
        int separator = first.size() + 1;
        encoding.putSpecial(separator, sepId);
        second.copyTo(encoding, separator + 1);
        encoding.putSpecial(encoding.size() - 1, sepId);
        Arrays.fill(encoding.tokenTypeIds, separator + 1, encoding.size(), 1);
        return encoding;
    }

    private static Encoding empty(int size) {
        return new Encoding(
                new int[size], new int[size], new int[size], new int[size], new boolean[size]);
    }

    private void putSpecial(int position, int id) {
        inputIds[position] = id;
        special[position] = true;
    }

    /// Number of tokens, special ones included.
    public int size() {
        return inputIds.length;
    }
}
