package org.bert4j.tokenizer;

import java.util.Arrays;

/// The pieces of one text, each with its id and its place in the text. Immutable.
///
/// Places are UTF-16 offsets, the end exclusive: `text.substring(start(i), end(i))` is what piece
/// `i` was made from, case and accents included.
public final class Tokens {
    private final Vocabulary vocabulary;
    private final String text;
    private final int[] ids;
    private final int[] starts;
    private final int[] ends;

    /// Keeps the arrays; nobody else may change them.
    Tokens(Vocabulary vocabulary, String text, int[] ids, int[] starts, int[] ends) {
        this.vocabulary = vocabulary;
        this.text = text;
        this.ids = ids;
        this.starts = starts;
        this.ends = ends;
    }

    /// The text as it was given.
    public String text() {
        return text;
    }

    public int size() {
        return ids.length;
    }

    public int id(int i) {
        return ids[i];
    }

    /// The piece as the vocabulary spells it, such as `##ing`.
    public String token(int i) {
        return vocabulary.token(ids[i]);
    }

    public int start(int i) {
        return starts[i];
    }

    public int end(int i) {
        return ends[i];
    }

    /// A copy of all ids.
    public int[] ids() {
        return ids.clone();
    }

    /// The source text of the pieces `first` to `last`, both included.
    public String slice(int first, int last) {
        return text.substring(starts[first], ends[last]);
    }

    /// The pieces of a window over this text; offsets still count from the start of the text.
    ///
    /// @throws IndexOutOfBoundsException if the window reaches beyond the last piece
    public Tokens part(Window window) {
        if (window.end() > size()) {
            throw new IndexOutOfBoundsException(
                    "A window up to token %d reaches beyond a text of %d."
                            .formatted(window.end(), size()));
        }
        return new Tokens(
                vocabulary,
                text,
                Arrays.copyOfRange(ids, window.start(), window.end()),
                Arrays.copyOfRange(starts, window.start(), window.end()),
                Arrays.copyOfRange(ends, window.start(), window.end()));
    }

    /// At most the first `count` pieces.
    public Tokens first(int count) {
        return count >= size() ? this : part(new Window(0, count));
    }

    /// These pieces and then others of the same text.
    public Tokens and(Tokens others) {
        return new Tokens(
                vocabulary,
                text,
                joined(ids, others.ids),
                joined(starts, others.starts),
                joined(ends, others.ends));
    }

    private static int[] joined(int[] first, int[] second) {
        int[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    void copyTo(Encoding encoding, int position) {
        System.arraycopy(ids, 0, encoding.inputIds(), position, ids.length);
        System.arraycopy(starts, 0, encoding.starts(), position, ids.length);
        System.arraycopy(ends, 0, encoding.ends(), position, ids.length);
    }
}
