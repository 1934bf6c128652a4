package org.bert4j.dataset;

import org.junit.jupiter.api.Assumptions;

import java.nio.file.Files;
import java.nio.file.Path;

/// Public data sets beside the checkout, which are not part of it: tests that want them are skipped
/// where they are absent.
public final class SharedData {
    private SharedData() {}

    public static Path file(String path) {
        String root = System.getProperty("bert4j.root");
        Assumptions.assumeTrue(root != null, "no property bert4j.root");
        Path file = Path.of(root).resolveSibling("shared").resolve("data").resolve(path);
        Assumptions.assumeTrue(Files.exists(file), () -> file + " is not on this machine");
        return file;
    }
}
