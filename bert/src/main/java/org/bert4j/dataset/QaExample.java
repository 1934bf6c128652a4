package org.bert4j.dataset;

import java.util.List;

/// One question about one paragraph, as extractive question answering knows it: the answer is a
/// stretch of the context, or there is none.
///
/// @param id the question's name, unique in its file
/// @param question the question
/// @param context the paragraph it is about; the same object for all questions of a paragraph
/// @param answers all reference answers as the file writes them, for scoring; none if `impossible`
/// @param spans those references that stand in the context, in the file's order, for training
/// @param impossible the context does not answer this question (SQuAD 2.0)
/// @param title the article's title, or ""
public record QaExample(
        String id,
        String question,
        String context,
        List<String> answers,
        List<AnswerSpan> spans,
        boolean impossible,
        String title) {

    public QaExample {
        answers = List.copyOf(answers);
        spans = List.copyOf(spans);
    }

    /// A question nobody has answered yet.
    public static QaExample unanswered(String id, String question, String context) {
        return new QaExample(id, question, context, List.of(), List.of(), false, "");
    }

    /// Whether a model can learn from it: it has an answer in the context, or is known to have
    /// none.
    public boolean trainable() {
        return impossible || !spans.isEmpty();
    }
}
