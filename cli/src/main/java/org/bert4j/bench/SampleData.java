package org.bert4j.bench;

import org.bert4j.checkpoint.JsonFiles;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.Tokens;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/// Data files of any size and of known lengths, made of [SampleTexts], for benchmarks that are given none.
///
/// @param texts     what they are made of
/// @param tokenizer counts the pieces
record SampleData(SampleTexts texts, BertTokenizer tokenizer) {
    /// `[CLS]`, and `[SEP]` twice.
    private static final int SPECIAL_TOKENS = 3;

    static SampleData of(BertTokenizer tokenizer, long seed) {
        return new SampleData(new SampleTexts(tokenizer, seed), tokenizer);
    }

    /// A file of SQuAD's shape.
    ///
    /// @param perParagraph questions that share a paragraph
    /// @param longest      row in tokens: a question with its paragraph fits into one
    void writeQuestions(Path file, int questions, int perParagraph, Lengths lengths, int longest) {
        List<Map<String, Object>> paragraphs = new ArrayList<>();
        for (int first = 0; first < questions; first += perParagraph) {
            int count = Math.min(perParagraph, questions - first);
            paragraphs.add(paragraph(first, count, lengths, longest));
        }
        Object article = Map.of("title", "demo", "paragraphs", paragraphs);
        JsonFiles.write(file, Map.of("version", "1.1", "data", List.of(article)));
    }

    private Map<String, Object> paragraph(int first, int count, Lengths lengths, int longest) {
        List<String> questions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            questions.add(texts.question());
        }
        int row =
                switch (lengths) {
                    case FIXED -> longest;
                    case MIX -> LengthMix.PARAGRAPHS.draw(texts.random(), longest);
                };
        int room = row - SPECIAL_TOKENS - tokenizer.tokenize(questions.getFirst()).size();
        Tokens context = tokenizer.tokenize(texts.ofTokens(Math.max(1, room)));
        List<Object> asked = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            asked.add(asked(String.valueOf(first + i), questions.get(i), context));
        }
        return Map.of("context", context.text(), "qas", asked);
    }

    /// The answer is any piece: speed does not depend on what is right.
    private Map<String, Object> asked(String id, String question, Tokens context) {
        int piece = texts.random().nextInt(context.size());
        String text = context.text();
        Object answer =
                Map.of(
                        "text", context.slice(piece, piece),
                        "answer_start", text.codePointCount(0, context.start(piece)));
        return Map.of("id", id, "question", question, "answers", List.of(answer));
    }

    /// Plain text, a document a line with blank lines between.
    ///
    /// @param tokens of each
    void writeDocuments(Path file, int documents, int tokens) {
        StringJoiner text = new StringJoiner("\n\n", "", "\n");
        for (int document = 0; document < documents; document++) {
            text.add(texts.ofTokens(tokens));
        }
        write(file, text.toString());
    }

    /// A table of texts with one of two labels.
    ///
    /// @param longest row in tokens
    void writeLabelled(Path file, int rows, Lengths lengths, int longest) {
        StringJoiner table = new StringJoiner("\n", "text\tlabel\n", "\n");
        for (int row = 0; row < rows; row++) {
            String text =
                    switch (lengths) {
                        case FIXED -> texts.ofTokens(longest - 2);
                        case MIX -> texts.ofMix(LengthMix.SENTENCES, longest);
                    };
            table.add(text + "\t" + (row % 2 == 0 ? "yes" : "no"));
        }
        write(file, table.toString());
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new BadInputException(
                    "Cannot write %s: %s; make room there.".formatted(file, e.getMessage()), e);
        }
    }
}
