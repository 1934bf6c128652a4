package org.bert4j.pretraining;

import org.bert4j.dataset.FileCache;
import org.bert4j.tokenizer.BadInputException;

import java.nio.file.Path;

/// Plans the rows of a corpus once, and finds them again in every later run.
///
/// @param directory of the cache alone; it need not exist yet
record RowTableCache(Path directory) {
    private static final long LARGEST = 4L << 30; // bytes of all files together

    /// @param key hexadecimal, 64 digits: equal keys stand for equal plans
    /// @throws BadInputException if it cannot be written
    RowTable get(String key, RowPlanner planner) {
        return new FileCache(directory, LARGEST)
                .get(
                        "rows-" + key,
                        file -> RowTable.open(file, key),
                        file -> {
                            try (RowTableWriter writer = new RowTableWriter(file)) {
                                planner.plan(writer);
                                writer.finish(key);
                            }
                        });
    }
}
