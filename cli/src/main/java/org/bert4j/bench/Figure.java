package org.bert4j.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// One measured figure.
///
/// @param name    in words with underscores, such as `tokens_per_second`
/// @param unit    such as `MB/s`
/// @param value   the figure
/// @param samples what it was made of: their median, unless the name says something else
public record Figure(String name, String unit, double value, Samples samples) {
    public static Figure median(String name, String unit, Samples samples) {
        return new Figure(name, unit, samples.median(), samples);
    }

    /// A figure that was not measured repeatedly.
    public static Figure single(String name, String unit, double value) {
        return new Figure(name, unit, value, Samples.of(value));
    }

    Figure named(String other) {
        return new Figure(other, unit, value, samples);
    }

    Map<String, Object> toMap() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("value", value);
        json.put("unit", unit);
        json.put("count", samples.count());
        json.put("lowest", samples.lowest());
        json.put("median", samples.median());
        json.put("highest", samples.highest());
        return json;
    }

    String line() {
        String spread =
                samples.count() == 1
                        ? ""
                        : "  (%s to %s, %d times)"
                                .formatted(
                                        text(samples.lowest()),
                                        text(samples.highest()),
                                        samples.count());
        return "  %-38s %10s %-12s%s"
                .formatted(name.replace('_', ' '), text(value), unit, spread)
                .stripTrailing();
    }

    /// Four digits, or all before the point.
    private static String text(double value) {
        double size = Math.abs(value);
        int digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
        return String.format(Locale.ROOT, "%,." + digits + "f", value);
    }
}
