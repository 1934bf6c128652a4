package org.bert4j.cli;

import org.bert4j.dataset.QuestionLines;
import org.bert4j.predictor.QaPredictor;
import org.bert4j.task.Answer;
import org.bert4j.task.QaPrediction;
import org.bert4j.tokenizer.BadInputException;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `bert4j predict qa`.
@Command(
        name = "qa",
        sortOptions = false,
        description = {
            "Answer a question with a stretch of a text of any length.",
            "Without --question, reads JSON lines from stdin: {\"id\": ..., \"question\": ...,"
                    + " \"context\": ...}"
        },
        footer = {
            "",
            "Example (the demo leaves this model behind):",
            "  ./bert4j predict qa --model ~/.bert4j/demo/en \\",
            "      --question 'Who painted the ceiling?' \\",
            "      --context 'Michelangelo painted the ceiling.'"
        })
final class QaPredictCommand implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Mixin private ModelOption model;

    @Option(names = "--question", paramLabel = "Q", description = "The question.")
    private String question;

    @Option(names = "--context", paramLabel = "C", description = "The text to answer from.")
    private String context;

    @Option(
            names = "--context-file",
            paramLabel = "FILE",
            description = "A file with the text to answer from.")
    private Path contextFile;

    @Option(
            names = "--top-k",
            paramLabel = "K",
            defaultValue = "1",
            description = "How many answers (default ${DEFAULT-VALUE}).")
    private int topK;

    @Mixin private PrecisionOption precision;

    @Mixin private DeviceOption device;

    @Option(
            names = "--json",
            description =
                    "Print a JSON object a line: answers with probabilities and offsets in code"
                            + " points.")
    private boolean json;

    @Override
    public void run() {
        requireSensible();
        String text = question == null ? null : context();
        try (QaPredictor predictor = QaPredictor.open(model.directory(), precision.precision())) {
            if (!predictor.report().initialised().isEmpty()) {
                System.err.println(predictor.report().summary());
            }
            if (question != null) {
                print(predictor.answer(question, text, topK));
                return;
            }
            try (QuestionLines lines = QuestionLines.from(Utf8Lines.stdin(), "stdin")) {
                while (lines.hasNext()) {
                    predictor.answer(lines.next(), topK).forEach(this::print);
                }
            }
        }
    }

    private void requireSensible() {
        if (topK < 1) {
            throw usage("--top-k is %d; give at least 1".formatted(topK));
        }
        boolean given = context != null || contextFile != null;
        if (question == null && given) {
            throw usage("--question is missing; give one, or JSON lines on stdin and no context");
        }
        if (question != null && (context == null) == (contextFile == null)) {
            throw usage("--question needs either --context or --context-file");
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private String context() {
        if (context != null) {
            return context;
        }
        if (Files.isDirectory(contextFile)) {
            throw unreadable("it is a directory", null);
        }
        if (!Files.exists(contextFile)) {
            throw unreadable("there is no such file", null);
        }
        try {
            return Files.readString(contextFile);
        } catch (CharacterCodingException e) {
            throw unreadable("it is not UTF-8", e);
        } catch (IOException e) {
            throw unreadable(e.getMessage(), e);
        }
    }

    private BadInputException unreadable(String why, Exception cause) {
        return new BadInputException(
                "Cannot read %s (%s); give a file of UTF-8 text.".formatted(contextFile, why),
                cause);
    }

    private void print(QaPrediction prediction) {
        List<Answer> answers = topK == 1 ? List.of(prediction.best()) : prediction.topAnswers(topK);
        if (json) {
            System.out.println(Json.line(describe(prediction, answers)));
        } else if (topK == 1) {
            System.out.println(prediction.best().text());
        } else {
            answers.forEach(a -> System.out.printf("%.4f  %s%n", a.probability(), a.text()));
        }
    }

    private static Map<String, Object> describe(QaPrediction prediction, List<Answer> answers) {
        List<Map<String, Object>> list = new ArrayList<>();
        for (Answer answer : answers) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("answer", answer.text());
            one.put("probability", answer.probability());
            one.put("start", answer.codePointStart());
            one.put("end", answer.codePointEnd());
            list.add(one);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("id", prediction.id());
        all.put("answer", prediction.best().text());
        all.put("answers", list);
        return all;
    }
}
