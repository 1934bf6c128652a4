package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import java.util.List;
import java.util.Map;

/// One row of a data set that labels texts.
///
/// @param place file and line for messages, such as `train.tsv:418`
/// @param texts one text, a pair, a triplet, or a prompt with its choices; none is blank
/// @param labels as the file has them: one in most tasks, any number in multi-label data, none in
///   unlabelled data
/// @param others values of further columns by name, where somebody asked for them
public record TextExample(
        String place, List<String> texts, List<String> labels, Map<String, String> others) {
    public TextExample {
        texts = List.copyOf(texts);
        labels = List.copyOf(labels);
        others = Map.copyOf(others);
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("%s: an example needs a text.".formatted(place));
        }
    }

    /// Texts and labels, and nothing else.
    public TextExample(String place, List<String> texts, List<String> labels) {
        this(place, texts, labels, Map.of());
    }

    /// Texts to predict on.
    public static TextExample unlabelled(String place, List<String> texts) {
        return new TextExample(place, texts, List.of());
    }

    /// The first text, or the only one.
    public String text() {
        return texts.getFirst();
    }

    public boolean isPair() {
        return texts.size() == 2;
    }

    /// The only label.
    ///
    /// @throws BadInputException if there is not exactly one
    public String label() {
        if (labels.size() != 1) {
            throw new BadInputException(
                    "%s: this row has %d labels %s where one is wanted; fix the row."
                            .formatted(place, labels.size(), labels));
        }
        return labels.getFirst();
    }

    /// The only label as a number.
    ///
    /// @throws BadInputException if there is not exactly one, or it is not a finite number
    public double score() {
        String label = label();
        if (!ColumnProfile.isNumber(label) || Double.isInfinite(Double.parseDouble(label))) {
            throw new BadInputException(
                    "%s: the score \"%s\" is not a number; write one such as 3.5."
                            .formatted(place, label));
        }
        return Double.parseDouble(label);
    }
}
