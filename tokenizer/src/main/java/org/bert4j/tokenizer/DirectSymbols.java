package org.bert4j.tokenizer;

import java.util.function.Supplier;

/// The symbols of characters that may be read off the source: what becomes of them does not depend
/// on their neighbours, and they become one character each. That is nearly all of English and
/// Chinese text: ASCII, punctuation, ideographs, kana, letters whose accents are in one with them.
final class DirectSymbols {
    /// The symbol of characters that may not be read off the source.
    static final int CONTEXTUAL = Integer.MIN_VALUE;

    private final Symbols symbols;
    private final boolean lowerCase;

    /// Is what becomes of ASCII characters plain? In hf-slow, special tokens make a difference.
    private final boolean plainAscii;

    private final Supplier<LongWay> longWay;

    /// Of each character, 0 as long as nobody has asked. Threads may find the same one twice; it is
    /// the same number.
    private final int[] known = new int[Character.MAX_VALUE + 1];

    DirectSymbols(Symbols symbols, TokenizerOptions options, Supplier<LongWay> longWay) {
        this.symbols = symbols;
        this.lowerCase = options.normalization().lowerCase();
        this.plainAscii = options.mode() != TokenizerMode.HF_SLOW;
        this.longWay = longWay;
    }

    /// Writes the symbols of the text from `from` on to `out`, until `to` or the first character
    /// that cannot be read off.
    ///
    /// @return where it stopped
    int read(String text, int from, int to, int[] out) {
        int stop = from;
        do {
            stop = readKnown(text, from, stop, to, out);
        } while (stop < to && of(text.charAt(stop)) != CONTEXTUAL);
        return stop;
    }

    /// The same, from `start` on, until a character that has not been found yet, or cannot be.
    private int readKnown(String text, int from, int start, int to, int[] out) {
        for (int i = start; i < to; i++) {
            int symbol = known[text.charAt(i)];
            if ((symbol & ~CONTEXTUAL) == 0) { // one test for 0 and CONTEXTUAL
                return i;
            }
            out[i - from] = symbol;
        }
        return to;
    }

    /// Is this a blank or an ideograph? These part words, and what stands on one side of them never
    /// matters to what stands on the other.
    boolean parts(char unit) {
        int symbol = of(unit);
        return symbol == Symbols.BLANK || symbol != CONTEXTUAL && longWay.get().isSpaced(unit);
    }

    private int of(char unit) {
        int symbol = known[unit];
        if (symbol == 0) {
            symbol =
                    plainAscii && isPlain(unit)
                            ? plainSymbol(unit)
                            : longWay.get().symbolAnywhere(unit);
            known[unit] = symbol;
        }
        return symbol;
    }

    /// ASCII but for most controls. Its rules are written here once more, because most texts need
    /// nothing else, and the tables of the long way take longer to load than all the rest.
    private static boolean isPlain(char unit) {
        return unit >= ' ' && unit < 0x7F || unit == '\t' || unit == '\n' || unit == '\r';
    }

    private int plainSymbol(char unit) {
        if (unit <= ' ') {
            return Symbols.BLANK;
        }
        return Character.isLetterOrDigit(unit)
                ? symbols.letter(lowerCase ? Character.toLowerCase(unit) : unit)
                : symbols.word(unit);
    }
}
