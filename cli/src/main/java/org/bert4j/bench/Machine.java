package org.bert4j.bench;

import org.bert4j.tensor.Processor;

import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Where figures were measured.
///
/// @param processor its type
/// @param cores     that this process may use
/// @param system    name and architecture
/// @param java      version
/// @param load      processes that wanted a core over the last minute, this one included; negative where the system does
///                  not say. Well above what the benchmark itself uses, figures are too low
public record Machine(String processor, int cores, String system, String java, double load) {
    public static Machine here() {
        return new Machine(
                Processor.here().name(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.runtime.version"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    Map<String, Object> toMap() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("processor", processor);
        json.put("cores", cores);
        json.put("system", system);
        json.put("java", java);
        json.put("load", load);
        return json;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %s, Java %s, load %.1f",
                processor,
                cores,
                system,
                java,
                load);
    }
}
