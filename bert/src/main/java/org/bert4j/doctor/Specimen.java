package org.bert4j.doctor;

import org.bert4j.dataset.QaExample;
import org.bert4j.dataset.TaggedText;
import org.bert4j.dataset.TextExample;

import java.util.List;

/// An example as the checks see it.
///
/// @param place  file and line, or the id of a question
/// @param texts  one, a pair, a prompt and its choices, a question and its context
/// @param labels none for tags and questions
/// @param isDev  whether it is there to evaluate on
public record Specimen(String place, List<String> texts, List<String> labels, boolean isDev) {
    public static Specimen of(TextExample example, boolean isDev) {
        return new Specimen(example.place(), example.texts(), example.labels(), isDev);
    }

    public static Specimen of(TaggedText example, boolean isDev) {
        return new Specimen(example.place(), List.of(example.text()), List.of(), isDev);
    }

    public static Specimen of(QaExample example, boolean isDev) {
        return new Specimen(
                example.id(), List.of(example.question(), example.context()), List.of(), isDev);
    }

    /// The labels in one text; empty: none.
    public String label() {
        return String.join(", ", labels);
    }
}
