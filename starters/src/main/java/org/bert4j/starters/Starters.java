package org.bert4j.starters;

import org.bert4j.checkpoint.Bert4jHome;
import org.bert4j.checkpoint.DirectoryWriter;
import org.bert4j.tokenizer.BadInputException;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/// The starter checkpoints, and the one way from what a user types after `--model` to a directory.
///
/// ```java
/// Path model = Starters.resolve("minilm", PullListener.SILENT, false);
/// ```
public final class Starters {
    private static final ReentrantLock IN_THIS_PROCESS = new ReentrantLock();

    private Starters() {}

    /// All of them.
    public static List<Starter> list() {
        return Starter.ALL;
    }

    /// The starter of this name, if there is one.
    public static Optional<Starter> find(String name) {
        return Starter.ALL.stream().filter(starter -> starter.name().equals(name)).findFirst();
    }

    /// True if the starter's directory is in the cache, so that [#pull] has nothing to do.
    public static boolean isCached(Starter starter) {
        return Files.exists(directory(starter).resolve("config.json"));
    }

    /// Where a starter lies, or will lie once it is pulled.
    public static Path directory(Starter starter) {
        return Bert4jHome.models().resolve(starter.name());
    }

    /// The directory for what a user calls a model: a directory, a training run (its `best/`), or a
    /// starter, which is pulled if it has to be.
    ///
    /// @param offline true if no connection may be opened
    /// @throws BadInputException if there is no such model or it cannot be pulled
    public static Path resolve(String model, PullListener listener, boolean offline) {
        Path path = Path.of(model);
        if (Files.isDirectory(path)) {
            return insideRun(path);
        }
        if (Files.exists(path)) {
            throw new BadInputException(
                    "%s is a file; name the directory that it lies in.".formatted(path));
        }
        return pull(model, listener, offline);
    }

    /// Fetches a starter unless it is cached. Two processes may pull at once: one waits.
    ///
    /// @param offline true if no connection may be opened
    /// @return a Hugging Face directory
    /// @throws BadInputException if there is no starter of this name, it cannot be downloaded, or
    ///     the cache cannot be written
    public static Path pull(String name, PullListener listener, boolean offline) {
        Starter starter = find(name).orElseThrow(() -> noSuchModel(name));
        if (!isCached(starter)) {
            pullLocked(starter, listener, offline);
        }
        return directory(starter);
    }

    private static void pullLocked(Starter starter, PullListener listener, boolean offline) {
        Path directory = directory(starter);
        Path lockFile = Bert4jHome.models().resolve("." + starter.name() + ".lock");
        IN_THIS_PROCESS.lock();
        try {
            Files.createDirectories(lockFile.getParent());
            try (FileChannel channel =
                            FileChannel.open(
                                    lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = lock(channel, starter, listener)) {
                if (!isCached(starter)) {
                    build(starter, directory, listener, offline);
                }
            }
        } catch (IOException e) {
            throw new BadInputException(
                    "Cannot write the cache (%s); make room or set BERT4J_HOME to another place."
                            .formatted(e.getMessage()),
                    e);
        } finally {
            IN_THIS_PROCESS.unlock();
        }
    }

    private static FileLock lock(FileChannel channel, Starter starter, PullListener listener)
            throws IOException {
        FileLock lock = channel.tryLock();
        if (lock != null) {
            return lock;
        }
        listener.waiting(starter);
        return channel.lock();
    }

    private static void build(
            Starter starter, Path directory, PullListener listener, boolean offline) {
        Path jar = new MavenDownload(starter, listener).fetch(offline);
        listener.conversionStarts(starter, directory);
        try {
            DirectoryWriter.replace(
                    directory, fresh -> StarterDirectory.write(starter, jar, fresh));
        } catch (RuntimeException e) {
            DirectoryWriter.recover(directory); // leaves nothing half-written
            throw e;
        }
        listener.finished(starter, directory);
    }

    private static Path insideRun(Path directory) {
        Path best = directory.resolve("best");
        boolean isRun =
                !Files.exists(directory.resolve("config.json"))
                        && Files.exists(best.resolve("config.json"));
        return isRun ? best : directory;
    }

    private static BadInputException noSuchModel(String name) {
        String names = Starter.ALL.stream().map(Starter::name).collect(Collectors.joining(", "));
        return new BadInputException(
                ("There is no model \"%s\": it is neither a directory nor one of the starters %s;"
                                + " check the name.")
                        .formatted(name, names));
    }
}
