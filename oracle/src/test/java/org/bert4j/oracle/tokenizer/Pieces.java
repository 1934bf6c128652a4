package org.bert4j.oracle.tokenizer;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.jni.CharSpan;

import org.bert4j.tokenizer.CodePoints;
import org.bert4j.tokenizer.Tokens;

import java.util.ArrayList;
import java.util.List;

/// Tokens of a text in a form that both tokenizers can be brought to: `id token [start,end)`, in
/// UTF-16 units. Equal lists mean equal ids, spelling and places.
record Pieces(List<String> lines) {
    static Pieces of(Tokens tokens) {
        List<String> lines = new ArrayList<>(tokens.size());
        for (int i = 0; i < tokens.size(); i++) {
            lines.add(line(tokens.id(i), tokens.token(i), tokens.start(i), tokens.end(i)));
        }
        return new Pieces(lines);
    }

    /// The Rust library counts in code points.
    static Pieces of(Encoding encoding, String text) {
        CodePoints codePoints = CodePoints.of(text);
        long[] ids = encoding.getIds();
        String[] tokens = encoding.getTokens();
        CharSpan[] spans = encoding.getCharTokenSpans();
        List<String> lines = new ArrayList<>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            int start = codePoints.toUtf16(spans[i].getStart());
            int end = codePoints.toUtf16(spans[i].getEnd());
            lines.add(line(ids[i], tokens[i], start, end));
        }
        return new Pieces(lines);
    }

    private static String line(long id, String token, int start, int end) {
        return id + " " + token + " [" + start + "," + end + ")";
    }
}
