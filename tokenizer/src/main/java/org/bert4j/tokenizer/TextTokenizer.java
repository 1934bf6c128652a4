package org.bert4j.tokenizer;

import java.util.List;
import java.util.function.Supplier;

/// Text to tokens, where no added tokens are to be cut out of the text as it was given.
///
/// There are two ways to the same tokens, the [LongWay] and the short one, which reads symbols off
/// the text as far as [DirectSymbols] can. Around each character it cannot read, the stretch from
/// one blank or ideograph to the next goes the long way: nothing outside of it can matter.
final class TextTokenizer {
    private final DirectSymbols directSymbols;
    private final WordPiece wordPiece;
    private final boolean alwaysLong;

    /// Makes the long way, which is not needed for ASCII.
    private final Supplier<LongWay> longWayMaker;

    /// Null until it is needed. Threads may make it twice; one is as good as the other.
    private LongWay longWay;

    /// @param tokensInNormalizedText added tokens that are to be found after normalizing
    TextTokenizer(
            Vocabulary vocabulary,
            TokenizerOptions options,
            List<AddedToken> tokensInNormalizedText) {
        int unknownId = vocabulary.id(options.specialTokens().unk());
        TokenTrie trie = TokenTrie.of(vocabulary, Symbols.FIRST_CODE, options.maxWordLength());
        Symbols symbols = new Symbols(trie, unknownId);
        wordPiece = new WordPiece(trie, unknownId, options.maxWordLength());
        directSymbols = new DirectSymbols(symbols, options, this::longWay);
        longWayMaker =
                () -> new LongWay(vocabulary, options, tokensInNormalizedText, symbols, wordPiece);
        alwaysLong = !tokensInNormalizedText.isEmpty();
        if (alwaysLong) {
            longWay = longWayMaker.get();
        }
    }

    LongWay longWay() {
        LongWay made = longWay;
        if (made == null) {
            made = longWayMaker.get();
            longWay = made;
        }
        return made;
    }

    /// Appends the tokens of the units `[from, to)` of a text.
    void tokenize(String text, int from, int to, TokenBuffer out) {
        if (alwaysLong) {
            longWay().tokenize(text, from, to, out);
            return;
        }
        for (int start = from; start < to; ) {
            int[] read = out.workspace.symbols(to - start);
            int end = directSymbols.read(text, start, to, read);
            if (end == to) {
                wordPiece.split(read, 0, to - start, start, out);
                return;
            }
            int stretch = stretchStart(text, start, end);
            wordPiece.split(read, 0, stretch - start, start, out);
            start = stretchEnd(text, end, to);
            longWay().tokenize(text, stretch, start, out);
        }
    }

    /// Where the stretch begins: with what parts it from the text before. Under NFC a mark behind a
    /// blank makes one run with it and takes its place along.
    private int stretchStart(String text, int from, int unreadable) {
        int start = unreadable;
        while (start > from && !directSymbols.parts(text.charAt(start))) {
            start--;
        }
        return start;
    }

    private int stretchEnd(String text, int unreadable, int to) {
        int end = unreadable;
        while (end < to && !directSymbols.parts(text.charAt(end))) {
            end++;
        }
        return end;
    }
}
