package org.bert4j.cli;

import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.Encoding;
import org.bert4j.tokenizer.Truncation;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.StringJoiner;

/// What the model is given for a text or a pair, token by token: the three numbers that choose its embeddings, and
/// whether attention sees it (Devlin et al. 2019, figure 2).
record InputTable(List<Line> lines) {
    private static final String FORMAT = "%8s %7s %4s %6s  %s";

    /// A token; what stands last may be of any width.
    private record Line(int position, int segment, int mask, int id, String token) {}

    /// @param pair      or null
    /// @param maxLength tokens to cut, or pad, to
    static InputTable of(BertTokenizer tokenizer, String text, String pair, OptionalInt maxLength) {
        Truncation fitting = new Truncation.LongestFirst(maxLength.orElse(Integer.MAX_VALUE));
        Encoding encoding =
                pair == null
                        ? tokenizer.encode(text, fitting)
                        : tokenizer.encode(text, pair, fitting);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < encoding.size(); i++) {
            int id = encoding.inputIds()[i];
            String token = tokenizer.vocabulary().token(id);
            lines.add(new Line(i, encoding.tokenTypeIds()[i], 1, id, token));
        }
        String pad = tokenizer.options().specialTokens().pad();
        while (lines.size() < maxLength.orElse(0)) {
            lines.add(new Line(lines.size(), 0, 0, tokenizer.padId(), pad));
        }
        return new InputTable(lines);
    }

    @Override
    public String toString() {
        StringJoiner table = new StringJoiner("\n");
        table.add(FORMAT.formatted("position", "segment", "mask", "id", "token"));
        for (Line line : lines) {
            table.add(
                    FORMAT.formatted(line.position, line.segment, line.mask, line.id, line.token));
        }
        return table.toString();
    }
}
