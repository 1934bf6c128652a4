package org.bert4j.checkpoint;

import java.nio.file.Path;

/// Where bert4j keeps what it has fetched, and what it can make again.
public final class Bert4jHome {
    private Bert4jHome() {}

    /// The system property `bert4j.home`, else the environment variable `BERT4J_HOME`, else
    /// `.bert4j` in the user's home directory. It need not exist yet.
    public static Path directory() {
        String property = System.getProperty("bert4j.home");
        if (property != null && !property.isBlank()) {
            return Path.of(property).toAbsolutePath();
        }
        String variable = System.getenv("BERT4J_HOME");
        if (variable != null && !variable.isBlank()) {
            return Path.of(variable).toAbsolutePath();
        }
        return Path.of(System.getProperty("user.home"), ".bert4j");
    }

    /// Where starters lie, each in a directory of its name.
    public static Path models() {
        return directory().resolve("models");
    }

    /// Where features of questions lie from one run to the next.
    public static Path features() {
        return directory().resolve("cache").resolve("features");
    }

    /// Where the outputs of frozen layers lie from one run to the next.
    public static Path frozenOutputs() {
        return directory().resolve("cache").resolve("frozen");
    }

    /// Where corpora of token ids lie from one run to the next.
    public static Path corpora() {
        return directory().resolve("cache").resolve("corpus");
    }

    /// Where plans of rows to pre-train on lie from one run to the next.
    public static Path rows() {
        return directory().resolve("cache").resolve("rows");
    }
}
