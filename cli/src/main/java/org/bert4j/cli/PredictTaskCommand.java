package org.bert4j.cli;

import org.bert4j.predictor.TaskPredictor;
import org.bert4j.task.Task;
import org.bert4j.tokenizer.BadInputException;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/// `bert4j predict TASK`, for every task but question answering.
@Command(sortOptions = false)
final class PredictTaskCommand<E, A> implements Runnable {
    private static final int AT_ONCE = 256;

    private final TaskFlags<E, A> flags;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Mixin private ModelOption model;

    @Option(
            names = "--text",
            paramLabel = "T",
            description =
                    "The text; without it, texts are read from stdin: one a line, a pair parted by"
                            + " a tab, or JSON lines {\"text\": ..., \"pair\": ...}. For every line"
                            + " one comes out; a blank one for a blank one.")
    private String text;

    @Option(
            names = "--pair",
            paramLabel = "P",
            description = "The second text of a pair; for choice, the choices parted by |.")
    private String pair;

    @Mixin private PrecisionOption precision;

    @Mixin private DeviceOption device;

    @Option(names = "--json", description = "Print a JSON object a line.")
    private boolean json;

    PredictTaskCommand(TaskFlags<E, A> flags) {
        this.flags = flags;
    }

    @Override
    public void run() {
        if (text == null && pair != null) {
            throw usage("--pair needs --text");
        }
        if (text != null && text.isBlank() || pair != null && pair.isBlank()) {
            throw usage("--text and --pair must not be blank");
        }
        Task<E, A> task = checked(flags::task);
        List<E> single =
                text == null ? List.of() : List.of(checked(() -> flags.example(text, pair)));
        try (TaskPredictor<E, A> predictor =
                TaskPredictor.open(task, model.directory(), precision.precision())) {
            if (text != null) {
                print(single, task, predictor);
            } else {
                predictLines(task, predictor);
            }
        }
    }

    /// What the options make, if they are sensible.
    private <T> T checked(Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw usage(e.getMessage());
        }
    }

    /// As many lines at once as are there already: a file is computed in batches, somebody typing gets each answer at
    /// once.
    private void predictLines(Task<E, A> task, TaskPredictor<E, A> predictor) {
        InputLines<E> lines = flags.lines(Utf8Lines.stdin());
        List<E> some = new ArrayList<>();
        try {
            while (lines.hasNext()) {
                some.add(lines.next());
                if (some.size() == AT_ONCE || !lines.ready()) {
                    print(some, task, predictor);
                    some.clear();
                }
            }
        } catch (BadInputException e) {
            printOneByOne(some, task, predictor);
            throw e;
        }
        print(some, task, predictor);
    }

    /// A line that cannot be answered does not cost the answers to the lines before it.
    private void printOneByOne(List<E> examples, Task<E, A> task, TaskPredictor<E, A> predictor) {
        examples.forEach(example -> print(List.of(example), task, predictor));
    }

    private void print(List<E> examples, Task<E, A> task, TaskPredictor<E, A> predictor) {
        List<E> texts = examples.stream().filter(example -> !TextInput.isBlank(example)).toList();
        Iterator<A> answers = predictor.predict(texts).iterator();
        for (E example : examples) {
            System.out.println(
                    TextInput.isBlank(example) ? blank() : line(task, example, answers.next()));
        }
    }

    private String blank() {
        return json ? "{}" : "";
    }

    private String line(Task<E, A> task, E example, A answer) {
        return json ? Json.line(task.json(example, answer)) : flags.line(answer);
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
