package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

import java.util.ArrayList;
import java.util.List;

/// Reads paragraphs, `{"context", "qas": [...]}`, out of a stream of JSON and counts what it finds.
final class ParagraphParser {
    private static final String ADVICE =
            "a SQuAD-shaped file has data[].paragraphs[] with context and qas[], each with id,"
                    + " question and answers[] of text and answer_start: convert the file or give"
                    + " another one";

    private final JsonParser json;
    private final JsonValues values;
    private final QaCounts counts;
    private final LongSet seenIds = new LongSet();

    // Where the parser stands; -1: in no question, in no answer.
    private String paragraph;
    private int question;
    private int answer;

    ParagraphParser(JsonParser json, QaCounts counts) {
        this.json = json;
        this.values = new JsonValues(json, this::place, ADVICE);
        this.counts = counts;
    }

    /// Reads the object at which the parser stands.
    ///
    /// @param place where the paragraph stands, such as `dev.json: data[3].paragraphs[0]`
    QaParagraph parse(String title, String place) {
        paragraph = place;
        question = -1;
        answer = -1;
        values.requireObject();
        String context = null;
        List<QuestionFields> questions = null;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "context" -> context = values.string();
                case "qas" -> questions = values.entersArray() ? questions() : null;
                default -> json.skipChildren();
            }
        }
        values.require(context, "context");
        values.require(questions, "qas");
        counts.paragraphs++;
        return new QaParagraph(title, context, examples(questions, context, title));
    }

    private List<QuestionFields> questions() {
        List<QuestionFields> questions = new ArrayList<>();
        for (question = 0; json.nextToken() != JsonToken.END_ARRAY; question++) {
            values.requireObject();
            questions.add(question());
        }
        question = -1;
        return questions;
    }

    private QuestionFields question() {
        QuestionFields fields = new QuestionFields();
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "id" -> fields.id = values.id();
                case "question" -> fields.question = values.string();
                case "answers" -> fields.answers = values.entersArray() ? answers() : null;
                case "is_impossible" -> fields.impossible = values.flag();
                default -> json.skipChildren();
            }
        }
        values.require(fields.id, "id");
        if (fields.impossible == null) { // it may stand in for missing answers
            values.require(fields.answers, "answers");
        }
        values.require(fields.question, "question");
        return fields;
    }

    private List<Reference> answers() {
        List<Reference> answers = new ArrayList<>();
        for (answer = 0; json.nextToken() != JsonToken.END_ARRAY; answer++) {
            values.requireObject();
            answers.add(reference());
        }
        answer = -1;
        return answers;
    }

    private Reference reference() {
        String text = null;
        Long start = null;
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "text" -> text = values.string();
                case "answer_start" -> start = values.integer();
                default -> json.skipChildren();
            }
        }
        return new Reference(values.require(text, "text"), values.require(start, "answer_start"));
    }

    private String place() {
        String inQuestion = question < 0 ? paragraph : "%s.qas[%d]".formatted(paragraph, question);
        return answer < 0 ? inQuestion : "%s.answers[%d]".formatted(inQuestion, answer);
    }

    /// A question before its context is known, which may come after it.
    private static final class QuestionFields {
        private String id;
        private String question;
        private List<Reference> answers;
        private Boolean impossible;
    }

    private record Reference(String text, long codePointStart) {}

    private List<QaExample> examples(List<QuestionFields> questions, String context, String title) {
        AnswerFinder finder = new AnswerFinder(context);
        List<QaExample> examples = new ArrayList<>(questions.size());
        for (QuestionFields fields : questions) {
            if (!seenIds.add(TextHash.of(fields.id, 0))) {
                throw new BadInputException(
                        ("%s.qas[%d] repeats the question id \"%s\"; predictions are stored by id,"
                                        + " so give each question its own.")
                                .formatted(paragraph, examples.size(), fields.id));
            }
            examples.add(example(fields, context, title, finder));
        }
        return examples;
    }

    private QaExample example(
            QuestionFields fields, String context, String title, AnswerFinder finder) {
        List<Reference> references = fields.answers == null ? List.of() : fields.answers;
        List<String> answers = new ArrayList<>(references.size());
        List<AnswerSpan> spans = new ArrayList<>(references.size());
        for (Reference reference : references) {
            answers.add(reference.text);
            finder.find(reference.text, reference.codePointStart)
                    .ifPresentOrElse(
                            found -> {
                                spans.add(found.span());
                                if (found.repaired()) {
                                    counts.repairedAnswers++;
                                    counts.repairedIds.add(fields.id);
                                }
                            },
                            () -> counts.missingAnswers++);
        }
        boolean impossible = Boolean.TRUE.equals(fields.impossible) || answers.isEmpty();
        QaExample example =
                new QaExample(
                        fields.id, fields.question, context, answers, spans, impossible, title);
        count(example);
        return example;
    }

    private void count(QaExample example) {
        counts.questions++;
        counts.answers += example.answers().size();
        counts.impossible += example.impossible() ? 1 : 0;
        counts.untrainable += example.trainable() ? 0 : 1;
    }
}
