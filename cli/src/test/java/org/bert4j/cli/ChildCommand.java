package org.bert4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The command as a user starts it: a process of its own. What it prints goes to files, so that no pipe can fill up.
record ChildCommand(Process process, Path out, Path err) {
    private static final int TIMEOUT_SECONDS = 120;

    /// @param prefix     words before `java`: a program that sets something up and then runs the rest
    /// @param outputs    an existing directory for what it prints
    /// @param properties such as `bert4j.home=/somewhere`
    static ChildCommand start(
            List<String> prefix, Path outputs, List<String> properties, String... arguments) {
        try {
            Path out = Files.createTempFile(outputs, "stdout", ".txt");
            Path err = Files.createTempFile(outputs, "stderr", ".txt");
            Process process =
                    new ProcessBuilder(command(prefix, properties, arguments))
                            .redirectInput(
                                    ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start();
            return new ChildCommand(process, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ChildCommand start(Path outputs, String... arguments) {
        return start(List.of(), outputs, List.of(), arguments);
    }

    /// A process that reads what the caller writes, and whose answers the caller reads.
    static Process piped(String... arguments) {
        try {
            return new ProcessBuilder(command(List.of(), List.of(), arguments))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(
            List<String> prefix, List<String> properties, String... arguments) {
        List<String> command = new ArrayList<>(prefix);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-Xshare:auto"));
        command.add("--enable-native-access=ALL-UNNAMED");
        properties.forEach(property -> command.add("-D" + property));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    CommandRun await() {
        try {
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("Still running; it said: " + Files.readString(err));
            }
            return new CommandRun(
                    process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
