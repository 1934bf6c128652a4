package org.bert4j.feature;

import org.bert4j.dataset.AnswerSpan;
import org.bert4j.dataset.PythonText;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.Tokens;

import java.util.Optional;

/// Answer positions from whole words, as google-research/bert `run_squad.py` has them: the answer's
/// words are taken whole, then `_improve_answer_span` shrinks them to the first run of tokens that
/// equals the tokenised answer ("1895-1943" holds the answer "1895").
///
/// Words are parted by blank, tab, CR, LF and U+202F. If the answer's words do not contain the
/// answer as it is written, the example cannot be trained on.
final class WordAnswers implements AnswerLocator {
    private final BertTokenizer tokenizer;

    WordAnswers(BertTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    @Override
    public Optional<TokenSpan> locate(Tokens context, AnswerSpan answer) {
        String text = context.text();
        int firstChar = backToWord(text, answer.start());
        int lastChar = backToWord(text, answer.end() - 1);
        if (firstChar < 0) {
            return Optional.empty();
        }
        int wordStart = startOfWord(text, firstChar);
        int wordEnd = endOfWord(text, lastChar);
        String written = answer.text(text);
        if (!contain(text, wordStart, wordEnd, written)) {
            return Optional.empty();
        }
        int first = Bisection.first(context.size(), i -> context.start(i) >= wordStart);
        int last = Bisection.first(context.size(), i -> context.start(i) >= wordEnd) - 1;
        if (last < first) { // the words are all controls and have no tokens
            return Optional.empty();
        }
        return Optional.of(improve(context, first, last, tokenizer.tokenize(written)));
    }

    /// Whether the words, with one blank between them, contain those of the answer.
    private static boolean contain(String text, int wordStart, int wordEnd, String answer) {
        return hasSingleBlanks(answer) // so it stands there as it is written
                || joinWords(text, wordStart, wordEnd)
                        .contains(String.join(" ", PythonText.split(answer)));
    }

    private static boolean hasSingleBlanks(String answer) {
        char before = ' ';
        for (int i = 0; i < answer.length(); i++) {
            char c = answer.charAt(i);
            if (PythonText.isSpace(c) && (c != ' ' || before == ' ')) {
                return false;
            }
            before = c;
        }
        return before != ' ';
    }

    /// The first run of tokens from `first` to `last` that equals the answer's own tokens; all of
    /// them if there is none.
    private static TokenSpan improve(Tokens context, int first, int last, Tokens answer) {
        int length = answer.size();
        for (int start = first; length > 0 && start + length - 1 <= last; start++) {
            if (matches(context, start, answer)) {
                return new TokenSpan(start, start + length - 1);
            }
        }
        return new TokenSpan(first, last);
    }

    private static boolean matches(Tokens context, int start, Tokens answer) {
        for (int i = 0; i < answer.size(); i++) {
            if (context.id(start + i) != answer.id(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSeparator(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\u202f';
    }

    /// A blank belongs to the word before it; -1 if there is none.
    private static int backToWord(String text, int index) {
        int i = index;
        while (i >= 0 && isSeparator(text.charAt(i))) {
            i--;
        }
        return i;
    }

    private static int startOfWord(String text, int index) {
        int i = index;
        while (i > 0 && !isSeparator(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }

    private static int endOfWord(String text, int index) {
        int i = index;
        while (i < text.length() && !isSeparator(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /// The words from `start` to `end` with one blank between them.
    private static String joinWords(String text, int start, int end) {
        StringBuilder joined = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (!isSeparator(c)) {
                joined.append(c);
            } else if (!isSeparator(text.charAt(i - 1))) {
                joined.append(' ');
            }
        }
        return joined.toString();
    }
}
