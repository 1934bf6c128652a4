package org.bert4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import picocli.CommandLine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The examples in the help of the tasks, done as they stand there, but with a very small model.
class HelpExampleTest {
    private static final int NARROW_TERMINAL = 80;
    private static final String COMMAND = "./bert4j ";

    @TempDir Path temporary;

    static Stream<String> tasks() {
        return TaskSample.all().map(TaskSample::task);
    }

    private static String help(String line) {
        return CommandRun.done((line + " --help").split(" ")).out();
    }

    private static List<String> example(String command) {
        List<String> lines = help(command).lines().toList();
        return lines.subList(exampleBegins(lines), lines.size());
    }

    /// Index of the line after the heading; 0 if there is none.
    private static int exampleBegins(List<String> help) {
        return 1
                + IntStream.range(0, help.size())
                        .filter(i -> help.get(i).matches("Example.*:"))
                        .findFirst()
                        .orElse(-1);
    }

    /// Each line is a command; one that ends with a backslash goes on.
    @ParameterizedTest
    @MethodSource("tasks")
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void theExampleWorksWhenPasted(String task) {
        List<CommandRun> runs = paste(workspace(), example("finetune " + task));
        assertEquals(3, runs.size());
        assertTrue(runs.getLast().out().endsWith("\n"), "predict prints a line");
    }

    /// They need the model that the example of nli leaves behind.
    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void theExamplesOfZeroShotWorkAfterThatOfNli() {
        Workspace workspace = workspace();
        paste(workspace, example("finetune nli"));
        String figures = paste(workspace, example("evaluate zero-shot")).getFirst().out();
        assertTrue(figures.startsWith("accuracy"), figures);
        String answer = paste(workspace, example("predict zero-shot")).getFirst().out();
        assertTrue(answer.matches("(sport|politics)\t.*\\R"), answer);
    }

    static Stream<String> searches() {
        return Stream.concat(Stream.of("qa"), tasks());
    }

    /// All but the training: a trial understands what the example gives it.
    @ParameterizedTest
    @MethodSource("searches")
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void theExampleOfASearchCanBeSearched(String task) {
        Workspace workspace = workspace();
        String command =
                joined(example("tune " + task))
                        .filter(line -> line.startsWith(COMMAND))
                        .findFirst()
                        .orElseThrow();
        List<String> words = List.of(words(command.substring(COMMAND.length()), workspace));
        TuneTaskCommand search = (TuneTaskCommand) Main.parsed(words).orElseThrow();
        assertEquals(1, search.space().parameters().size());
    }

    private Workspace workspace() {
        Workspace workspace = Workspace.fresh(temporary.resolve("work"));
        workspace.copy(Workspace.MODELS.resolve("tiny"), "minilm");
        return workspace;
    }

    private static List<CommandRun> paste(Workspace workspace, List<String> example) {
        List<CommandRun> runs = new ArrayList<>();
        for (String command : joined(example).toList()) {
            if (command.startsWith(COMMAND)) {
                String[] words = words(command.substring(COMMAND.length()), workspace);
                runs.add(CommandRun.done(words));
            } else {
                shell("cd '%s'; %s".formatted(workspace.root(), command));
            }
        }
        return runs;
    }

    private static Stream<String> joined(List<String> example) {
        return String.join("\n", example).replace("\\\n", "").lines().map(String::strip);
    }

    /// The shell parts the words. The model has fewer positions than the usual length.
    private static String[] words(String command, Workspace workspace) {
        String some = command.startsWith("finetune") ? " --precision fp32" : "";
        return Arrays.stream(shell("printf '%s\\0' " + command + some).split("\0"))
                .map(
                        word ->
                                word.matches("minilm|my-.*|(train|news)\\..*")
                                        ? workspace.path(word).toString()
                                        : word)
                .toArray(String[]::new);
    }

    private static String shell(String line) {
        try {
            Process process = new ProcessBuilder("bash", "-c", line).start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<String> commands() {
        CommandLine root = Main.commandLine(CommandTree.whole());
        return Stream.of("finetune", "evaluate", "predict", "tune", "doctor plan finetune")
                .flatMap(
                        verb -> {
                            CommandLine line = root;
                            for (String word : verb.split(" ")) {
                                line = line.getSubcommands().get(word);
                            }
                            return line.getSubcommands().keySet().stream()
                                    .map(task -> verb + " " + task);
                        });
    }

    /// A line that the help had to break would be two commands.
    @ParameterizedTest
    @MethodSource("commands")
    void helpHasAnExampleThatFitsANarrowTerminal(String command) {
        List<String> lines = help(command).lines().toList();
        assertTrue(exampleBegins(lines) > 0, command);
        for (String line : lines.subList(exampleBegins(lines), lines.size())) {
            assertTrue(line.startsWith("  ") && line.length() < NARROW_TERMINAL, line);
        }
    }

    /// Nobody is offered an option that is refused.
    @ParameterizedTest
    @MethodSource("tasks")
    void onlyClassifiersAreCalibrated(String task) {
        boolean isClassifier = List.of("classify", "nli", "pairs").contains(task);
        assertEquals(isClassifier, help("evaluate " + task).contains("--calibrate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"finetune", "tune", "doctor plan finetune"})
    void questionsAreNotLeftOut(String verb) {
        assertFalse(help(verb + " qa").contains("--leave-out"));
        assertTrue(help(verb + " classify").contains("--leave-out"));
    }

    @ParameterizedTest
    @MethodSource("tasks")
    void onlyFilesAreDescribedThatAreRead(String task) {
        assertTrue(help("finetune " + task).contains("Data: "));
        assertTrue(help("evaluate " + task).contains("Data: "));
        assertFalse(help("predict " + task).contains("Data: "));
        assertFalse(help("predict").contains("Data: "));
    }

    @Test
    void theDirectoryOfASearchIsNoRun() {
        assertTrue(help("finetune ner").contains("Directory for the run"));
        assertFalse(help("tune ner").contains("Directory for the run"));
        assertTrue(help("tune ner").contains("Directory of the search"));
    }

    /// Nobody is offered an option that does nothing.
    @ParameterizedTest
    @MethodSource("tasks")
    void onlyTrainingHasOptionsOfTraining(String task) {
        String training = "--(max-length|class-weights|head|epochs)=";
        Predicate<String> offers = Pattern.compile(training).asPredicate();
        assertTrue(offers.test(help("finetune " + task)));
        assertFalse(offers.test(help("evaluate " + task)));
        assertFalse(offers.test(help("predict " + task)));
        assertFalse(help("predict " + task).contains("-column"));
    }
}
