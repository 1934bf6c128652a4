package org.bert4j.tokenizer;

import java.nio.charset.StandardCharsets;

/// Cuts the vocabulary out of the text of a `tokenizer.json` and reads it. It is nearly all of the
/// file, and its form is simple: to look for the next quote is several times as fast as to parse
/// it, and every start of the program waits for it.
///
/// What is not written as expected stays in the text, for the parser to read or to refuse.
final class VocabularyCut {
    private static final String KEY = "\"vocab\"";
    private static final int MOST_DIGITS = 8;

    /// Receives tokens and ids.
    interface Entries {
        void put(String token, int id);
    }

    private final String json;
    private final Entries entries;
    private int next;

    private VocabularyCut(String json, Entries entries) {
        this.json = json;
        this.entries = entries;
    }

    /// Reads the first entries of the vocabulary, nearly always all of them.
    ///
    /// @return the JSON without them, but for the last of them
    static byte[] cut(byte[] json, Entries entries) {
        String text = new String(json, StandardCharsets.UTF_8);
        int key = text.indexOf(KEY);
        boolean isSingle = key >= 0 && text.indexOf(KEY, key + 1) < 0;
        boolean isUtf8 = text.indexOf('\uFFFD') < 0; // otherwise let the parser judge
        return isSingle && isUtf8 ? new VocabularyCut(text, entries).cut(key, json) : json;
    }

    private byte[] cut(int key, byte[] whole) {
        next = key + KEY.length();
        if (!skip(':') || !skip('{')) {
            return whole;
        }
        int start = next;
        int lastEntry = start;
        for (int entry = start; readEntry(); entry = next) {
            lastEntry = entry;
            if (!skip(',')) {
                break;
            }
        }
        String rest = json.substring(0, start) + json.substring(lastEntry);
        return rest.getBytes(StandardCharsets.UTF_8);
    }

    /// `"token": 7`
    private boolean readEntry() {
        if (!skip('"')) {
            return false;
        }
        String token = readToken();
        if (token == null || !skip(':')) {
            return false;
        }
        skipBlanks();
        int start = next;
        int id = 0;
        for (char digit = unit(next); digit >= '0' && digit <= '9'; digit = unit(++next)) {
            id = 10 * id + digit - '0';
        }
        int digits = next - start;
        boolean isNumber = digits == 1 || digits > 1 && unit(start) != '0';
        if (!isNumber || digits > MOST_DIGITS || !Vocabulary.isId(id)) {
            return false;
        }
        entries.put(token, id);
        return true;
    }

    /// The string behind a quote, or null if it has other escapes than `\"` and `\\`.
    private String readToken() {
        int end = json.indexOf('"', next);
        if (end < 0) {
            return null;
        }
        String simple = json.substring(next, end);
        if (simple.indexOf('\\') < 0) {
            next = end + 1;
            return simple;
        }
        StringBuilder token = new StringBuilder();
        for (; unit(next) != '"'; next++) {
            if (unit(next) == '\\') {
                next++;
                if (unit(next) != '"' && unit(next) != '\\') {
                    return null;
                }
            }
            token.append(unit(next));
        }
        next++;
        return token.toString();
    }

    private boolean skip(char wanted) {
        skipBlanks();
        boolean isThere = unit(next) == wanted;
        next += isThere ? 1 : 0;
        return isThere;
    }

    private void skipBlanks() {
        while (" \n\r\t".indexOf(unit(next)) >= 0) {
            next++;
        }
    }

    /// U+0000, which JSON does not have, behind the end.
    private char unit(int place) {
        return place < json.length() ? json.charAt(place) : 0;
    }
}
