package org.bert4j.trainer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The type of this machine's processor.
public final class Processor {
    private Processor() {}

    /// For example `AMD EPYC 9354 (family 25, model 17)`; where the system does not say, its name and architecture.
    public static String name() {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            var first = lines.takeWhile(line -> !line.isBlank()).toList();
            String name = value(first, "model name");
            return name.isEmpty()
                    ? system
                    : "%s (family %s, model %s)"
                            .formatted(name, value(first, "cpu family"), value(first, "model"));
        } catch (IOException e) {
            return system;
        }
    }

    private static String value(Iterable<String> lines, String key) {
        for (String line : lines) {
            String[] parts = line.split(":", 2);
            if (parts.length == 2 && parts[0].strip().equals(key)) {
                return parts[1].strip();
            }
        }
        return "";
    }
}
