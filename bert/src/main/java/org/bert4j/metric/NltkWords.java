package org.bert4j.metric;

import org.bert4j.dataset.PythonText;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Splits lower-case Latin text into words as NLTK's `word_tokenize` does: sentences first, because
/// the period that ends one is a token of its own, then the rules of the Penn Treebank.
///
/// Only what can reach it through [CmrcText] is here: the text is lower case, and `- : _ * / \` “ ”
/// ’` and their like are gone. It equals NLTK 3.10 with an untrained sentence splitter. NLTK's
/// trained English one also knows abbreviations: there "mr." and "u.s." inside a text keep their
/// period, here it becomes a token. Prediction and reference are split alike, so a score differs
/// only where one of them ends in the abbreviation and the other goes on after it.
final class NltkWords {
    private record Rule(Pattern pattern, String replacement) {
        static Rule of(String pattern, String replacement) {
            int flags = Pattern.UNICODE_CHARACTER_CLASS | Pattern.UNIX_LINES;
            return new Rule(Pattern.compile(pattern, flags), replacement);
        }

        String apply(String text) {
            return pattern.matcher(text).replaceAll(replacement);
        }
    }

    private static final String CLOSERS = "\\])}>\"'»”’";

    /// Applied one after the other; each puts blanks around what is a token.
    private static final List<Rule> RULES =
            List.of(
                    // Opening quotes.
                    Rule.of("[«‘„]", " $0 "),
                    Rule.of("^\"", " `` "),
                    Rule.of("([ (\\[{<])(\"|'')", "$1 `` "),
                    Rule.of("(?<!\\w)'(?!(?:re|ve|ll|m|t|s|d|n)\\b)(?=\\w)", "' "),
                    // The sentence's last period, then punctuation in general.
                    Rule.of("([^.])\\.([" + CLOSERS + " ]*)\\s*$", "$1 . $2 "),
                    Rule.of(",(?=\\D)|,$", " , "),
                    Rule.of("\\.{2,}", " $0 "),
                    Rule.of("[;@#$%&\u2012-\u2015?!]", " $0 "),
                    Rule.of("([^'])' ", "$1 ' "),
                    Rule.of("[\\]\\[(){}<>]", " $0 "),
                    Rule.of("^|$", " "),
                    // Closing quotes and what follows an apostrophe.
                    Rule.of("[»”’]", " $0 "),
                    Rule.of("''|\"", " '' "),
                    Rule.of("\\s+", " "),
                    Rule.of("([^' ])('[smd]|') ", "$1 $2 "),
                    Rule.of("([^' ])('ll|'re|'ve|n't) ", "$1 $2 "),
                    // Contractions written as one word.
                    Rule.of("\\b(can)(not)\\b", " $1 $2 "),
                    Rule.of("\\b(d)('ye)\\b", " $1 $2 "),
                    Rule.of("\\b(gim|lem)(me)\\b", " $1 $2 "),
                    Rule.of("\\b(gon)(na)\\b", " $1 $2 "),
                    Rule.of("\\b(got)(ta)\\b", " $1 $2 "),
                    Rule.of("\\b(more)('n)\\b", " $1 $2 "),
                    Rule.of("\\b(wan)(na)(?=\\s)", " $1 $2 "),
                    Rule.of(" ('t)(is|was)\\b", " $1 $2 "));

    /// A word that may end a sentence, closing quotes and brackets, blanks, and a look at what
    /// follows.
    private static final Pattern SENTENCE_END =
            Pattern.compile(
                    "(\\S*[.?!])([\"')\\]}‘’“”«»]*)\\s+(?=(\\S))", Pattern.UNICODE_CHARACTER_CLASS);

    /// "5." and "b." before a small letter or punctuation count something, they end nothing.
    private static final Pattern NUMBER_OR_INITIAL =
            Pattern.compile(
                    "(?:.*[(\\[{\"'])?(?:-?[.,]?\\d[\\d,.-]*|[^\\W\\d])\\.",
                    Pattern.UNICODE_CHARACTER_CLASS);

    private NltkWords() {}

    static List<String> tokenize(String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        List<String> words = new ArrayList<>();
        sentences(text).forEach(sentence -> words.addAll(treebank(sentence)));
        return words;
    }

    private static List<String> treebank(String sentence) {
        String spaced = sentence;
        for (Rule rule : RULES) {
            spaced = rule.apply(spaced);
        }
        return PythonText.split(spaced);
    }

    private static List<String> sentences(String text) {
        List<String> sentences = new ArrayList<>();
        int start = 0;
        Matcher candidate = SENTENCE_END.matcher(text);
        while (candidate.find()) {
            String word = candidate.group(1);
            boolean closed = !candidate.group(2).isEmpty();
            boolean counts = !closed && countsOn(word, candidate.group(3).charAt(0));
            boolean ellipsis = word.endsWith("..");
            if (!counts && !ellipsis) {
                sentences.add(text.substring(start, candidate.end()).stripTrailing());
                start = candidate.end();
            }
        }
        sentences.add(text.substring(start));
        return sentences;
    }

    private static boolean countsOn(String word, char next) {
        boolean goesOn = Character.isLowerCase(next) || ";:,.!?".indexOf(next) >= 0;
        return goesOn && NUMBER_OR_INITIAL.matcher(word).matches();
    }
}
