package org.bert4j.dataset;

import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Makes a large SQuAD-shaped file of a small one, in which nothing repeats. Not a test:
///
///     java -cp ... org.bert4j.dataset.RenamedQuestions QUESTIONS PARAGRAPHS OUT.json FILE...
///
/// The files' paragraphs are written again and again, each time with other words ([RenamedWords]), until there are
/// PARAGRAPHS of them; questions are left out evenly until there are QUESTIONS. Lengths, the share of questions
/// without an answer and the frequencies of words stay those of the files. The size of SQuAD 2.0's training set is
/// 130319 questions on 19035 paragraphs. The same files give the same bytes.
public final class RenamedQuestions {
    private final JsonGenerator json;
    private final Set<String> contexts = new HashSet<>();
    private final long offered;
    private final long wanted;
    private long seen;
    private long written;

    private RenamedQuestions(JsonGenerator json, long offered, long wanted) {
        this.json = json;
        this.offered = offered;
        this.wanted = wanted;
    }

    public static void main(String[] arguments) throws IOException {
        int questions = Integer.parseInt(arguments[0]);
        int paragraphs = Integer.parseInt(arguments[1]);
        Path out = Path.of(arguments[2]);
        List<Path> files = Arrays.stream(arguments, 3, arguments.length).map(Path::of).toList();
        write(out, questions, paragraphs, files);
    }

    /// @throws IllegalArgumentException if the files are too small for that many questions
    public static void write(Path out, int questions, int paragraphs, List<Path> files)
            throws IOException {
        List<QaParagraph> sources = new ArrayList<>();
        QaFiles.open(files).forEachRemaining(sources::add);
        long offered = 0;
        for (int i = 0; i < paragraphs; i++) {
            offered += sources.get(i % sources.size()).examples().size();
        }
        if (offered < questions) {
            throw new IllegalArgumentException(
                    "%d paragraphs have %d questions only; give more paragraphs."
                            .formatted(paragraphs, offered));
        }
        try (OutputStream file = Files.newOutputStream(out);
                JsonGenerator json = new JsonMapper().createGenerator(file, JsonEncoding.UTF8)) {
            new RenamedQuestions(json, offered, questions).writeAll(sources, paragraphs);
        }
    }

    private void writeAll(List<QaParagraph> sources, int paragraphs) {
        RenamedWords words = RenamedWords.of(sources);
        json.writeStartObject().writeStringProperty("version", "v2.0");
        json.writeArrayPropertyStart("data");
        String article = null;
        for (int i = 0; i < paragraphs; i++) {
            QaParagraph source = sources.get(i % sources.size());
            int round = i / sources.size();
            String title = "%s_%d".formatted(source.title(), round);
            if (!title.equals(article)) {
                beginArticle(title, article == null);
                article = title;
            }
            write(source, text -> words.rename(text, round));
        }
        json.writeEndArray().writeEndObject().writeEndArray().writeEndObject();
    }

    private void beginArticle(String title, boolean first) {
        if (!first) {
            json.writeEndArray().writeEndObject();
        }
        json.writeStartObject().writeStringProperty("title", title);
        json.writeArrayPropertyStart("paragraphs");
    }

    private void write(QaParagraph paragraph, UnaryOperator<String> rename) {
        String context = rename.apply(paragraph.context());
        if (!contexts.add(context)) {
            throw new IllegalStateException("This paragraph repeats: " + context);
        }
        json.writeStartObject();
        json.writeArrayPropertyStart("qas");
        for (QaExample example : paragraph.examples()) {
            seen++;
            if (written < seen * wanted / offered) {
                written++;
                write(example, context, rename.apply(example.question()));
            }
        }
        json.writeEndArray();
        json.writeStringProperty("context", context);
        json.writeEndObject();
    }

    private void write(QaExample example, String context, String question) {
        json.writeStartObject();
        json.writeStringProperty("question", question);
        json.writeStringProperty("id", "%024x".formatted(written * 0x9e3779b97f4a7c15L));
        json.writeArrayPropertyStart("answers");
        if (!example.impossible()) {
            AnswerSpan span = example.spans().getFirst();
            json.writeStartObject().writeStringProperty("text", span.text(context));
            json.writeNumberProperty("answer_start", context.codePointCount(0, span.start()));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeBooleanProperty("is_impossible", example.impossible());
        json.writeEndObject();
    }
}
