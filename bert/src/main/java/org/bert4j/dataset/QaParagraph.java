package org.bert4j.dataset;

import java.util.List;

/// A paragraph with all questions about it. It is the unit in which files are read, contexts are
/// tokenised and data are split.
///
/// @param title the article's title, or "" where the file gives none before its paragraphs
/// @param context the text
/// @param examples the questions, each with this very context
public record QaParagraph(String title, String context, List<QaExample> examples) {
    public QaParagraph {
        examples = List.copyOf(examples);
    }

    /// A paragraph with a single question that nobody has answered yet.
    public static QaParagraph of(QaExample example) {
        return new QaParagraph(example.title(), example.context(), List.of(example));
    }

    /// With no more than so many of its questions.
    QaParagraph first(int count) {
        return count >= examples.size()
                ? this
                : new QaParagraph(title, context, examples.subList(0, count));
    }
}
