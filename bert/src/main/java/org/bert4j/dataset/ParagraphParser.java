package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Turns the JSON of one paragraph, `{"context", "qas": [...]}`, into a [QaParagraph] and counts
/// what it finds.
final class ParagraphParser {
    private static final String ADVICE =
            "a SQuAD-shaped file has data[].paragraphs[] with context and qas[], each with id,"
                    + " question and answers[] of text and answer_start: convert the file or give"
                    + " another one";

    private final QaCounts counts;
    private final Set<String> seenIds = new HashSet<>();

    ParagraphParser(QaCounts counts) {
        this.counts = counts;
    }

    /// @param place where the paragraph stands, such as `dev.json: data[3].paragraphs[0]`
    QaParagraph parse(JsonNode paragraph, String title, String place) {
        JsonFields fields = new JsonFields(paragraph, place, ADVICE);
        String context = fields.string("context");
        JsonNode questions = fields.array("qas");
        AnswerFinder finder = new AnswerFinder(context);
        List<QaExample> examples = new ArrayList<>(questions.size());
        for (int i = 0; i < questions.size(); i++) {
            String where = place + ".qas[" + i + "]";
            JsonFields question = new JsonFields(questions.get(i), where, ADVICE);
            examples.add(example(question, context, title, finder));
        }
        counts.paragraphs++;
        return new QaParagraph(title, context, examples);
    }

    private QaExample example(
            JsonFields question, String context, String title, AnswerFinder finder) {
        String id = question.id("id");
        if (!seenIds.add(id)) {
            throw new BadInputException(
                    ("%s repeats the question id \"%s\"; predictions are stored by id, so give"
                                    + " each question its own.")
                            .formatted(question.place(), id));
        }
        List<String> answers = new ArrayList<>();
        List<AnswerSpan> spans = new ArrayList<>();
        readAnswers(question, finder, answers, spans);
        boolean markedImpossible = question.has("is_impossible") && question.flag("is_impossible");
        QaExample example =
                new QaExample(
                        id,
                        question.string("question"),
                        context,
                        answers,
                        spans,
                        markedImpossible || answers.isEmpty(),
                        title);
        count(example);
        return example;
    }

    /// `is_impossible` may stand in for missing answers; without it they are required.
    private void readAnswers(
            JsonFields question,
            AnswerFinder finder,
            List<String> answers,
            List<AnswerSpan> spans) {
        if (!question.has("answers") && question.has("is_impossible")) {
            return;
        }
        JsonNode references = question.array("answers");
        for (int i = 0; i < references.size(); i++) {
            String where = question.place() + ".answers[" + i + "]";
            JsonFields reference = new JsonFields(references.get(i), where, ADVICE);
            String text = reference.string("text");
            answers.add(text);
            finder.find(text, reference.integer("answer_start"))
                    .ifPresentOrElse(
                            found -> {
                                spans.add(found.span());
                                counts.repairedAnswers += found.repaired() ? 1 : 0;
                            },
                            () -> counts.missingAnswers++);
        }
    }

    private void count(QaExample example) {
        counts.questions++;
        counts.answers += example.answers().size();
        counts.impossible += example.impossible() ? 1 : 0;
        counts.untrainable += example.trainable() ? 0 : 1;
    }
}
