package org.bert4j.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The figures of one benchmark, with what makes them mean something.
///
/// @param bench   which benchmark
/// @param subject what was measured: model, data, options; values are plain Java
/// @param machine where
/// @param effort  how often
/// @param figures in the order of interest
public record Report(
        String bench,
        Map<String, Object> subject,
        Machine machine,
        Effort effort,
        List<Figure> figures) {
    /// One JSON object: subject, machine and method, and the figures by name.
    public Map<String, Object> toMap() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("bench", bench);
        json.putAll(subject);
        json.put("machine", machine.toMap());
        Map<String, Object> method = new LinkedHashMap<>();
        method.put("warm_up_seconds", effort.warmupSeconds());
        method.put("repetitions", effort.repetitions());
        method.put("seconds", effort.seconds());
        json.put("method", method);
        Map<String, Object> values = new LinkedHashMap<>();
        figures.forEach(figure -> values.put(figure.name(), figure.toMap()));
        json.put("figures", values);
        return json;
    }

    /// The same for people.
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        subject.forEach((name, value) -> lines.add(described(name.replace('_', ' '), value)));
        lines.add(described("machine", machine));
        lines.add(described("measured", effort));
        lines.add("");
        figures.forEach(figure -> lines.add(figure.line()));
        return lines;
    }

    private static String described(String name, Object value) {
        return "%-16s %s".formatted(name, value instanceof Map<?, ?> map ? joined(map) : value);
    }

    private static String joined(Map<?, ?> map) {
        return map.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .collect(Collectors.joining("; "));
    }
}
