package org.bert4j.tokenizer;

/// The symbols of characters that may be read off the source: what becomes of them does not depend
/// on their neighbours, and they become one character each. That is nearly all of English and
/// Chinese text: ASCII, punctuation, ideographs, kana, letters whose accents are in one with them.
///
/// Each is found once, by the way every text could go: normalizing it.
final class DirectSymbols {
    /// The symbol of characters that may not be read off the source.
    private static final int CONTEXTUAL = Integer.MIN_VALUE;

    private final TextNormalizer normalizer;
    private final Symbols symbols;

    private final int[] refused;

    /// Of each character, 0 as long as nobody has asked. Threads may find the same one twice; it is
    /// the same number.
    private final int[] known = new int[Character.MAX_VALUE + 1];

    /// @param refused normalized code points that are not to be read off, whatever they are
    DirectSymbols(TextNormalizer normalizer, Symbols symbols, int[] refused) {
        this.normalizer = normalizer;
        this.symbols = symbols;
        this.refused = refused;
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

    /// Parts words and is not changed by what stands next to it nor changes it: a blank or an
    /// ideograph.
    boolean parts(char unit) {
        int symbol = of(unit);
        return symbol == Symbols.BLANK || symbol != CONTEXTUAL && normalizer.spaces(unit);
    }

    private int of(char unit) {
        int symbol = known[unit];
        return symbol != 0 ? symbol : find(unit);
    }

    private int find(char unit) {
        int symbol = CONTEXTUAL;
        if (!Character.isSurrogate(unit) && !normalizer.isContextual(unit)) {
            symbol = symbolAlone(unit);
        }
        known[unit] = symbol;
        return symbol;
    }

    private int symbolAlone(char unit) {
        Characters alone = normalizer.normalize(String.valueOf(unit), 0, 1, new Workspace());
        int middle = normalizer.spaces(unit) ? 1 : 0; // behind the blank put before it
        if (alone.size != 2 * middle + 1) {
            return CONTEXTUAL;
        }
        int codePoint = alone.codePoints[middle];
        for (int first : refused) {
            if (codePoint == first) {
                return CONTEXTUAL;
            }
        }
        return middle == 1 ? symbols.word(codePoint) : symbols.of(codePoint);
    }
}
