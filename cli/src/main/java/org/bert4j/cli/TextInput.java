package org.bert4j.cli;

import org.bert4j.dataset.TableShape;
import org.bert4j.dataset.TextExample;
import org.bert4j.dataset.TextLines;

import java.io.InputStream;
import java.util.List;
import java.util.function.Function;

/// Texts to predict on.
final class TextInput {
    /// Where labelled texts come from, for the help.
    static final String TABLES =
            "Data: CSV, TSV or JSON lines, plain or .gz; which column holds what is detected and"
                    + " printed.";

    static final String FOLDERS = " Or a directory for each label, with .txt files.";

    private TextInput() {}

    static InputLines<TextExample> lines(InputStream stdin, TableShape shape) {
        return lines(stdin, shape, Function.identity());
    }

    /// @param example makes an example of a line's texts
    static <E> InputLines<E> lines(
            InputStream stdin, TableShape shape, Function<TextExample, E> example) {
        return new InputLines<>(TextLines.from(stdin, "stdin", shape), example);
    }

    /// Whether an example is a blank line of stdin, which no model can judge.
    static boolean isBlank(Object example) {
        return example instanceof TextExample text && text.text().isEmpty();
    }

    /// @param pair null if there is none
    static TextExample example(String text, String pair, TableShape shape) {
        if (pair == null && shape.minTexts() > 1) {
            throw new IllegalArgumentException("--pair is missing: this task is about two texts");
        }
        return new TextExample(
                "--text", pair == null ? List.of(text) : List.of(text, pair), List.of());
    }
}
