package org.bert4j.cli;

import picocli.CommandLine.IVersionProvider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/// What `bert4j --version` says.
final class Version implements IVersionProvider {
    private static final String FILE = "version.properties"; // the build fills it in

    /// Of bert4j, for example `0.1.0`.
    static String bert4j() {
        Properties properties = new Properties();
        try (InputStream file = Version.class.getResourceAsStream(FILE)) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "bert4j " + bert4j(), "Java " + System.getProperty("java.runtime.version")
        };
    }
}
