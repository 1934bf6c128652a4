package org.bert4j.tokenizer;

import java.util.Arrays;

/// Tokens in arrays that grow and are used again: [BertTokenizer#tokenize(String, TokenBuffer)] adds
/// to them, so that a loop over many texts allocates nothing once they are large enough.
///
/// Places are UTF-16 offsets into the text that was given with the tokens, the end exclusive.
/// One thread at a time may use a buffer; one tokenizer serves any number of buffers.
///
/// ```java
/// TokenBuffer tokens = new TokenBuffer();
/// for (String text : texts) {
///     tokens.clear();
///     tokenizer.tokenize(text, tokens);
///     write(tokens.ids(), tokens.size());
/// }
/// ```
public final class TokenBuffer {
    int[] ids;
    int[] starts;
    int[] ends;
    int size;

    /// Whatever else tokenizing needs, kept here so that it is used again as well.
    final Workspace workspace = new Workspace();

    public TokenBuffer() {
        this(64);
    }

    TokenBuffer(int capacity) {
        ids = new int[capacity];
        starts = new int[capacity];
        ends = new int[capacity];
    }

    /// How many tokens there are.
    public int size() {
        return size;
    }

    /// Forgets all tokens and keeps the arrays.
    public void clear() {
        size = 0;
    }

    /// The array that holds the ids, not a copy: those of the tokens are the first [#size()], and
    /// the next text may move them to a larger array.
    public int[] ids() {
        return ids;
    }

    /// The array that holds where the tokens begin; see [#ids()].
    public int[] starts() {
        return starts;
    }

    /// The array that holds where the tokens end; see [#ids()].
    public int[] ends() {
        return ends;
    }

    void append(int id, int start, int end) {
        if (size == ids.length) {
            grow();
        }
        ids[size] = id;
        starts[size] = start;
        ends[size] = end;
        size++;
    }

    private void grow() {
        int capacity = Math.max(16, 2 * size);
        ids = Arrays.copyOf(ids, capacity);
        starts = Arrays.copyOf(starts, capacity);
        ends = Arrays.copyOf(ends, capacity);
    }

    Tokens toTokens(Vocabulary vocabulary, String text) {
        return new Tokens(
                vocabulary,
                text,
                Arrays.copyOf(ids, size),
                Arrays.copyOf(starts, size),
                Arrays.copyOf(ends, size));
    }
}
