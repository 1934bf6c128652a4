package org.bert4j.corpus;

import org.bert4j.tokenizer.BadInputException;

import java.util.Arrays;
import java.util.stream.Collectors;

/// How the lines of a plain text make documents and sentences. Markdown needs none: its marks say it.
public enum TextLayout {
    /// As google-research/bert wants its input.
    SENTENCES("sentences", "a sentence a line, a blank line between documents"),
    /// Found by itself only if nearly all lines are long and hold several sentences; else it looks like [#RUNNING].
    DOCUMENTS("documents", "a document a line"),
    PARAGRAPHS("paragraphs", "a paragraph a line, a blank line between documents"),
    /// As in WikiText.
    RUNNING("running", "a paragraph a line; files and titles begin documents"),
    /// As in books that were typeset for a screen.
    WRAPPED(
            "wrapped",
            "short lines, a blank line between paragraphs; files and titles begin documents");

    private final String label;
    private final String meaning;

    TextLayout(String label, String meaning) {
        this.label = label;
        this.meaning = meaning;
    }

    /// The name used outside Java, such as `running`.
    public String label() {
        return label;
    }

    /// What it means, in words.
    public String meaning() {
        return meaning;
    }

    /// Whether lines have to be split into sentences.
    boolean isRunning() {
        return this != SENTENCES;
    }

    /// The names of all, such as `sentences, documents, paragraphs`.
    public static String labels() {
        return Arrays.stream(values()).map(TextLayout::label).collect(Collectors.joining(", "));
    }

    /// @throws BadInputException if no layout has this label
    public static TextLayout of(String label) {
        return Arrays.stream(values())
                .filter(layout -> layout.label.equals(label))
                .findFirst()
                .orElseThrow(() -> unknown(label));
    }

    private static BadInputException unknown(String label) {
        return new BadInputException(
                "Text layout \"%s\" is not one of %s; choose one of these."
                        .formatted(label, labels()));
    }
}
