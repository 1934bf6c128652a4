package org.bert4j.corpus;

/// What a line of Markdown is, without its marks.
sealed interface MarkdownLine {
    /// A heading; an empty text means that the line before was it.
    record Heading(String text, int level) implements MarkdownLine {}

    /// Goes on with the paragraph, or begins one.
    record Text(String text) implements MarkdownLine {}

    /// Begins a paragraph: an item of a list, a row of a table.
    record Item(String text) implements MarkdownLine {}

    /// Ends a paragraph: a blank line, a rule, code.
    record Break() implements MarkdownLine {}
}
