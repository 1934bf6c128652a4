package org.bert4j.trainer;

import org.bert4j.dataset.Sha256;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// SHA-256 of the data files of a run, each computed once.
final class DataHashes {
    private final Map<Path, String> known = new HashMap<>();

    String of(Path file) {
        return known.computeIfAbsent(file, Sha256::of);
    }
}
