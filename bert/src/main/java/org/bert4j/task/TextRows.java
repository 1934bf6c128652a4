package org.bert4j.task;

import org.bert4j.dataset.TextExample;
import org.bert4j.feature.TextFeaturizer;
import org.bert4j.feature.TextRow;
import org.bert4j.tokenizer.BadInputException;

import java.util.Arrays;
import java.util.List;

/// The rows of a text or a pair.
final class TextRows {
    private TextRows() {}

    /// @throws BadInputException if a text leaves no token, which no model can judge
    static List<TextRow> of(TextExample example, TextFeaturizer featurizer) {
        return example.isPair()
                ? ofPair(example, example.texts().get(1), featurizer)
                : ofText(example, example.text(), featurizer);
    }

    /// The rows of one of the example's texts.
    static List<TextRow> ofText(TextExample example, String text, TextFeaturizer featurizer) {
        List<TextRow> rows = featurizer.rows(text);
        requireTokens(example, text, rows.getFirst(), 0, 2);
        return rows;
    }

    /// The rows of the example's first text beside another.
    static List<TextRow> ofPair(TextExample example, String pair, TextFeaturizer featurizer) {
        List<TextRow> rows = featurizer.rows(example.text(), pair);
        requireTokens(example, example.text(), rows.getFirst(), 0, 2);
        requireTokens(example, pair, rows.getFirst(), 1, 1);
        return rows;
    }

    /// @param special tokens of the segment that are not of the text
    private static void requireTokens(
            TextExample example, String text, TextRow row, int segment, int special) {
        long length = Arrays.stream(row.tokenTypeIds()).filter(type -> type == segment).count();
        if (length <= special) {
            throw new BadInputException(
                    "%s: the text \"%s\" has no token (blank, or control characters only); write another or take it out."
                            .formatted(example.place(), text));
        }
    }
}
