package org.bert4j.cli;

import org.bert4j.checkpoint.DirectoryWriter;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.trainer.Stop;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Workers of one search, each a process of its own with its share of the processor: `tune worker`.
///
/// Closing stops them; each saves its trial first.
final class WorkerProcesses implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /// A process, and where it writes what it has to say.
    private record Started(Process process, Path log) {}

    private final List<Started> workers = new ArrayList<>();

    private WorkerProcesses() {}

    /// @param count     of processes
    /// @param arguments of `tune worker`
    /// @param logs      an existing directory for what they say
    static WorkerProcesses start(int count, List<String> arguments, Path logs) {
        WorkerProcesses all = new WorkerProcesses();
        try {
            for (int number = 1; number <= count; number++) {
                Path log = logs.resolve("worker-%d.log".formatted(number));
                all.workers.add(new Started(process(count, arguments, log), log));
            }
            return all;
        } catch (IOException e) {
            all.close();
            throw DirectoryWriter.unwritable(logs, e);
        }
    }

    private static Process process(int count, List<String> arguments, Path log) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command(arguments))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / count);
        builder.environment().putIfAbsent(DoctorFacts.THREADS, Integer.toString(threads));
        Process process = builder.start();
        process.getOutputStream().close(); // nothing will be typed
        return process;
    }

    /// As this process was started.
    private static List<String> command(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("tune", "worker", "--until-parent-ends"));
        command.addAll(arguments);
        return command;
    }

    /// Waits until all have ended, which they do when nothing is left to do, or when told to stop.
    ///
    /// @param look is called every second
    /// @throws BadInputException if one gave up, with its reason
    void await(Stop stop, Runnable look) {
        while (workers.stream().anyMatch(worker -> worker.process().isAlive())) {
            if (stop.isWanted()) {
                close();
                return;
            }
            requireNoneFailed();
            look.run();
            stop.pause(LOOK_EVERY);
        }
        requireNoneFailed();
        look.run();
    }

    private void requireNoneFailed() {
        for (Started worker : workers) {
            if (!worker.process().isAlive() && worker.process().exitValue() != 0) {
                throw new BadInputException(
                        "A worker has given up: %s More in %s."
                                .formatted(lastLine(worker.log()), worker.log()));
            }
        }
    }

    private static String lastLine(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.isEmpty()
                    ? "it said nothing"
                    : lines.getLast().replaceFirst("^bert4j: ", "");
        } catch (IOException e) {
            return "its words cannot be read (%s)".formatted(e.getMessage());
        }
    }

    @Override
    public void close() {
        workers.forEach(worker -> worker.process().destroy());
        for (Started worker : workers) {
            worker.process().onExit().join();
        }
    }
}
