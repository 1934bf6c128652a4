package org.bert4j.dataset;

import java.util.ArrayList;
import java.util.List;

/// What Python's `str.split()` and `str.strip()` take for a blank. The published scripts are
/// written in Python, and Java's [String#strip()] knows other blanks: it keeps U+00A0, for one.
public final class PythonText {
    private PythonText() {}

    /// `str.isspace()` of one character.
    public static boolean isSpace(char c) {
        return switch (c) {
            case '\u0085', '\u00a0', '\u1680', '\u2028', '\u2029', '\u202f', '\u205f', '\u3000' ->
                    true;
            default ->
                    c == ' '
                            || c >= '\t' && c <= '\r'
                            || c >= '\u001c' && c <= '\u001f'
                            || c >= '\u2000' && c <= '\u200a';
        };
    }

    /// `text.split()`: the words between blanks.
    public static List<String> split(String text) {
        List<String> words = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean inWord = i < text.length() && !isSpace(text.charAt(i));
            if (inWord && start < 0) {
                start = i;
            } else if (!inWord && start >= 0) {
                words.add(text.substring(start, i));
                start = -1;
            }
        }
        return words;
    }

    /// `text.strip()`.
    public static String strip(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }
}
