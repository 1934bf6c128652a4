package org.bert4j.corpus;

/// The sentences of a paragraph, one after the other, in English and Chinese; by rules, with a look at what stands
/// before and behind each full stop.
///
/// - `。！？．` and their like end a sentence, with the quotes and brackets that close behind them.
/// - `. ! ?` and dots of an ellipsis end one if a blank follows and then no small letter, or if a Chinese character
///   follows at once.
/// - A full stop behind an abbreviation or an initial does not ([Abbreviations]).
/// - A straight double quote closes if it stands behind a word and before a blank; where blanks do not tell, if one was
///   opened in the paragraph before, by a straight one or by `“`: some texts mix them.
///
/// Java's own [java.text.BreakIterator] ends a sentence at every "Mr." before a name, and knows neither `．` nor the
/// quotes of tokenized text.
final class Sentences {
    private static final String WIDE_ENDS = "。！？｡．";
    private static final String OPENERS = "\"'“‘«([{¿¡「『（《【〈_*";
    private static final String NEVER_FIRST = ",;:)]}，；：、）-–—";

    private final String text;
    private int start;
    private int end;
    private boolean quoted; // inside double quotes, the latest of which opened

    /// Before the first sentence; go on with [#next()].
    Sentences(String text) {
        this.text = text;
    }

    /// Whether a text has more than one.
    static boolean areSeveral(String text) {
        Sentences sentences = new Sentences(text);
        return sentences.next() && sentences.next();
    }

    /// Whether the text ends where a sentence does.
    static boolean isComplete(String text) {
        int i = text.length();
        while (i > 0 && isCloser(text.charAt(i - 1))) {
            i--;
        }
        return i > 0 && isEnd(text.charAt(i - 1));
    }

    /// Goes on to the next sentence; false behind the last.
    boolean next() {
        start = skipBlanks(end);
        if (start == text.length()) {
            return false;
        }
        end = findEnd();
        return true;
    }

    /// Where it begins.
    int start() {
        return start;
    }

    /// Where it ends, exclusive.
    int end() {
        return end;
    }

    private int findEnd() {
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                continue;
            }
            if (isQuote(c)) {
                quoted = c == '“' || c == '"' && !closes(i, quoted);
            } else if (isEnd(c)) {
                int behind = skipEnds(i + 1);
                int closed = skipClosers(behind);
                if (endsSentence(i, behind, closed)) {
                    quoted &= !hasQuote(behind, closed);
                    return closed;
                }
                i = behind - 1;
            }
        }
        return text.length();
    }

    /// @param first  of some ends in a row
    /// @param behind them
    /// @param closed behind quotes and brackets that close
    private boolean endsSentence(int first, int behind, int closed) {
        if (closed == text.length()) {
            return true;
        }
        char mark = text.charAt(first);
        char next = text.charAt(closed);
        if (NEVER_FIRST.indexOf(next) >= 0) {
            return false;
        }
        if (WIDE_ENDS.indexOf(mark) >= 0) {
            return !(isDigit(next) && closed == behind); // 3．5
        }
        if (isChinese(next)) {
            return endsBeforeChinese(first, behind);
        }
        return isBlank(next) && endsBeforeBlank(first, behind, closed);
    }

    private boolean endsBeforeChinese(int first, int behind) {
        return switch (text.charAt(first)) {
            case '.' -> behind - first > 1 || first > 0 && isChinese(text.charAt(first - 1));
            case '…' -> behind - first > 1;
            default -> true;
        };
    }

    private boolean endsBeforeBlank(int first, int behind, int closed) {
        int begin = skipOpeners(skipBlanks(closed));
        if (begin == text.length()) {
            return true;
        }
        char c = text.charAt(begin);
        if (Character.isLowerCase(c) || NEVER_FIRST.indexOf(c) >= 0 || isEnd(c)) {
            return false;
        }
        boolean isSingleStop = text.charAt(first) == '.' && behind == first + 1;
        return !isSingleStop || !Abbreviations.endAt(text, start, first, begin);
    }

    private int skipEnds(int from) {
        int i = from;
        while (i < text.length() && isEnd(text.charAt(i))) {
            i++;
        }
        return i;
    }

    private int skipClosers(int from) {
        boolean open = quoted;
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            // In tokenized text a blank stands before the quote.
            int quote = c == ' ' && i + 1 < text.length() ? i + 1 : i;
            if (text.charAt(quote) == '"' && closes(quote, open)) {
                open = false;
                i = quote + 1;
            } else if (isCloser(c) && c != '"' && !isApostrophe(i)) {
                i++;
            } else {
                return i;
            }
        }
        return i;
    }

    /// Whether a straight quote closes: the blanks beside it tell, or if they do not, whether one is open.
    private boolean closes(int at, boolean open) {
        boolean blankBefore = at == 0 || isBlank(text.charAt(at - 1));
        boolean blankBehind = at + 1 == text.length() || isBlank(text.charAt(at + 1));
        return blankBefore == blankBehind ? open : blankBehind;
    }

    private boolean hasQuote(int from, int to) {
        for (int i = from; i < to; i++) {
            if (isQuote(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /// Such as in `.'tis`.
    private boolean isApostrophe(int at) {
        return text.charAt(at) == '\''
                && at + 1 < text.length()
                && Character.isLetter(text.charAt(at + 1));
    }

    private int skipOpeners(int from) {
        int i = from;
        while (i < text.length()
                && (OPENERS.indexOf(text.charAt(i)) >= 0 || isBlank(text.charAt(i)))) {
            i++;
        }
        return i;
    }

    private int skipBlanks(int from) {
        int i = from;
        while (i < text.length() && isBlank(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /// Most characters: blanks, letters, ideographs. Neither ends nor quotes.
    private static boolean isPlain(char c) {
        return c == ' ' || c > '?' && c < '“' || c > '。' && c < '！';
    }

    private static boolean isEnd(char c) {
        return switch (c) {
            case '.', '!', '?', '…', '。', '！', '？', '｡', '．' -> true;
            default -> false;
        };
    }

    private static boolean isCloser(char c) {
        return switch (c) {
            case '"', '\'', ')', ']', '}', '»', '”', '’' -> true;
            case '」', '』', '）', '】', '》', '〉', '〗', '〕' -> true;
            default -> false;
        };
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '“' || c == '”';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9' || c >= '０' && c <= '９';
    }

    private static boolean isBlank(char c) {
        return c == ' ' || Character.isWhitespace(c) || c == '\u00a0';
    }

    /// Ideographs, kana, and punctuation of full width.
    static boolean isChinese(char c) {
        return c >= '\u2e80' && c <= '\u9fff' && c != '\u3000'
                || c >= '\uf900' && c <= '\ufaff'
                || c >= '\uff01' && c <= '\uff60'
                || c >= '\ud840' && c <= '\ud87f';
    }
}
