package org.bert4j.task;

import org.bert4j.dataset.Columns;
import org.bert4j.dataset.TextExample;
import org.bert4j.encoder.BertConfig;

import java.util.LinkedHashMap;
import java.util.Map;

/// What the tasks on tables of texts have in common.
interface TextTask<A> extends Task<TextExample, A> {
    /// Where the data have texts and labels.
    Columns columns();

    /// How texts become rows.
    TextOptions text();

    TextTask<A> withText(TextOptions value);

    @Override
    default TextTask<A> within(BertConfig config) {
        return withText(text().within(config));
    }

    @Override
    default Map<String, Object> options() {
        Map<String, Object> all = new LinkedHashMap<>(text().toMap());
        all.put("columns", columns().toString());
        return all;
    }

    @Override
    default String text(TextExample example) {
        return example.text();
    }

    @Override
    default Map<String, Object> json(TextExample example) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("place", example.place());
        json.put("texts", example.texts());
        json.put("truth", truth(example));
        if (!example.others().isEmpty()) {
            json.put("columns", example.others());
        }
        return json;
    }

    /// For machines: a label, several, or a number.
    default Object truth(TextExample example) {
        return example.label();
    }
}
