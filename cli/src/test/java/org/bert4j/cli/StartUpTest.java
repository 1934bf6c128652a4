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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Commands that compute nothing start quickly: they build no options but their own and load no native library.
class StartUpTest {
    @TempDir static Path temporary;

    static Stream<String> commands() {
        return Stream.concat(Stream.of(""), below("", Main.commandLine(CommandTree.whole())));
    }

    private static Stream<String> below(String path, CommandLine parent) {
        return parent.getSubcommands().entrySet().stream()
                .flatMap(
                        entry -> {
                            String name = path + entry.getKey() + " ";
                            return Stream.concat(Stream.of(name), below(name, entry.getValue()));
                        });
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpIsThatOfAllCommandsTogether(String command) {
        String[] words = (command + "--help").split(" ");
        CommandLine line = Main.commandLine(CommandTree.whole());
        for (String word : command.split(" ")) {
            line = line.getSubcommands().getOrDefault(word, line);
        }
        assertEquals(line.getUsageMessage(), CommandRun.done(words).out());
    }

    @Test
    void optionsOfOtherCommandsAreNotRead() {
        CommandLine line = Main.commandLine(CommandTree.of("tokenize", "--model", "minilm"));
        Map<String, CommandLine> verbs = line.getSubcommands();
        assertTrue(verbs.get("tokenize").getCommandSpec().findOption("--model") != null);
        assertTrue(verbs.get("finetune").getSubcommands().isEmpty());
        assertEquals(
                Main.commandLine(CommandTree.whole()).getSubcommands().keySet(), verbs.keySet());
    }

    @ParameterizedTest
    @ValueSource(strings = {"-V", "--version"})
    void theVersionIsThatOfTheBuild(String option) {
        String out = CommandRun.done(option).out();
        assertTrue(out.matches("bert4j \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\\RJava \\d+.*\\R"), out);
    }

    /// picocli reads the words of the file.
    @Test
    void wordsFromAFileNameCommandsToo() {
        Workspace workspace = Workspace.fresh(temporary.resolve("work"));
        workspace.write("words.txt", "finetune qa --help");
        String help = CommandRun.done("@" + workspace.path("words.txt")).out();
        assertTrue(help.startsWith("Usage: bert4j finetune qa"), help);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--help", "finetune qa --help", "models", "tokenize --model @/words --json"})
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void noNativeLibraryIsLoadedWhereNothingIsComputed(String line) throws IOException {
        Workspace workspace = Workspace.fresh(temporary.resolve("work"));
        workspace.write("words/vocab.txt", "[UNK]\nhug\n");
        Path loaded = temporary.resolve("classes.log");
        List<String> logged =
                List.of(
                        "env",
                        "JDK_JAVA_OPTIONS=-Xlog:class+load:file=" + loaded + "::filecount=0");
        CommandRun run =
                ChildCommand.start(logged, temporary, List.of(), workspace.words(line)).await();
        assertEquals(0, run.code(), run.err());
        assertLoadsNoNatives(Files.readString(loaded));
    }

    private static void assertLoadsNoNatives(String classes) {
        assertTrue(classes.contains(" org.bert4j.cli.Main "), "the log has the classes");
        for (String name : List.of(" org.bytedeco.", " org.bert4j.tensor.LibTorch ")) {
            assertFalse(classes.contains(name), name);
        }
    }
}
