package org.bert4j.cli;

import org.bert4j.trainer.RunRecord;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// In what runs differ.
final class DifferentOptions {
    private DifferentOptions() {}

    /// The options of each run that are not the same in all of them, under the names of the command line.
    static Map<RunRecord, Map<String, Object>> of(List<RunRecord> runs) {
        Set<String> names = new LinkedHashSet<>();
        runs.forEach(run -> names.addAll(run.options().keySet()));
        names.removeIf(
                name ->
                        runs.stream()
                                .map(run -> run.options().get(name))
                                .allMatch(
                                        value ->
                                                Objects.equals(
                                                        value,
                                                        runs.getFirst().options().get(name))));
        Map<RunRecord, Map<String, Object>> different = new LinkedHashMap<>();
        for (RunRecord run : runs) {
            Map<String, Object> own = new LinkedHashMap<>();
            names.stream()
                    .filter(run.options()::containsKey)
                    .forEach(name -> own.put(name.replace('_', '-'), run.options().get(name)));
            different.put(run, own);
        }
        return different;
    }
}
