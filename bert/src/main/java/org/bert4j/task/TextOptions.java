package org.bert4j.task;

import org.bert4j.encoder.BertConfig;
import org.bert4j.feature.LongText;
import org.bert4j.feature.TextFeaturizer;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.BertTokenizer;

import tools.jackson.databind.JsonNode;

import java.util.LinkedHashMap;
import java.util.Map;

/// How texts become rows.
///
/// @param maxLength tokens in a row, `[CLS]` and `[SEP]` included
/// @param longText  what becomes of longer texts
public record TextOptions(int maxLength, LongText longText) {
    private static final int LEAST_LENGTH = 8;

    /// 128 tokens, the beginning of longer texts.
    public static final TextOptions DEFAULT = new TextOptions(128, LongText.HEAD);

    public TextOptions {
        requireLength(maxLength);
    }

    static void requireLength(int maxLength) {
        if (maxLength < LEAST_LENGTH) {
            throw new IllegalArgumentException(
                    "maxLength is %d; it must be at least %d".formatted(maxLength, LEAST_LENGTH));
        }
    }

    public TextOptions withMaxLength(int value) {
        return new TextOptions(value, longText);
    }

    public TextOptions withLongText(LongText value) {
        return new TextOptions(maxLength, value);
    }

    /// @throws IllegalArgumentException if texts were to be cut into windows
    void requireOneRow(String task) {
        if (longText == LongText.WINDOWS) {
            throw new IllegalArgumentException(
                    "%s sees one row of each text and cannot average windows; choose head, tail or head-tail for long texts"
                            .formatted(task));
        }
    }

    /// @throws BadInputException if the model has fewer positions than a row has tokens
    TextFeaturizer featurizer(BertTokenizer tokenizer, BertConfig config) {
        requireFitting(maxLength, config);
        return new TextFeaturizer(tokenizer, maxLength, longText);
    }

    /// As many tokens as the model has positions at most: for a model of other origin, which does not say how it was
    /// trained.
    TextOptions within(BertConfig config) {
        return withMaxLength(Math.min(maxLength, config.maxPositions()));
    }

    /// @throws BadInputException if rows are longer than the model has positions
    public static void requireFitting(int maxLength, BertConfig config) {
        if (maxLength > config.maxPositions()) {
            throw new BadInputException(
                    "maxLength is %d and the model has %d positions; lower maxLength to that."
                            .formatted(maxLength, config.maxPositions()));
        }
    }

    Map<String, Object> toMap() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("max_length", maxLength);
        json.put("long_text", longText.toString());
        return json;
    }

    /// @param json of a saved model's options
    static TextOptions of(JsonNode json) {
        return new TextOptions(
                json.get("max_length").intValue(),
                LongText.named(json.get("long_text").stringValue()));
    }
}
