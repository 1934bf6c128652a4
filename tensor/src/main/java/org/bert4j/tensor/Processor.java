package org.bert4j.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The type of a processor, and what it has that matrix products gain from.
///
/// @param name      for example `AMD EPYC 9354 (family 25, model 17)`; where the system does not say, its own name and
///     architecture
/// @param abilities by name, the strongest last: whether the processor has it; empty where the system does not say
public record Processor(String name, Map<String, Boolean> abilities) {
    static final String BF16_VECTORS = "AVX512_BF16";
    public static final String BF16_TILES = "AMX";

    private static final Path INFO = Path.of("/proc/cpuinfo");

    /// Names for people, and what Linux calls them; several where processors name the same in different ways.
    private static final Map<String, List<String>> X86 = new LinkedHashMap<>();

    private static final Map<String, List<String>> ARM = new LinkedHashMap<>();

    static {
        X86.put("AVX2", List.of("avx2"));
        X86.put("AVX-512", List.of("avx512f"));
        X86.put("VNNI", List.of("avx512_vnni", "avx_vnni"));
        X86.put(BF16_VECTORS, List.of("avx512_bf16"));
        X86.put(BF16_TILES, List.of("amx_bf16"));
        ARM.put("NEON", List.of("asimd"));
        ARM.put("SVE", List.of("sve"));
        ARM.put("I8MM", List.of("i8mm"));
        ARM.put("BF16", List.of("bf16"));
    }

    private static final class Here {
        static final Processor PROCESSOR = read();
    }

    /// That of this machine.
    public static Processor here() {
        return Here.PROCESSOR;
    }

    private static Processor read() {
        try (Stream<String> lines = Files.lines(INFO)) {
            return of(lines.takeWhile(line -> !line.isBlank()).toList());
        } catch (IOException _) {
            return of(List.of()); // not Linux
        }
    }

    /// @param info lines of `/proc/cpuinfo` about a core: all have the same
    public static Processor of(List<String> info) {
        Set<String> x86 = flags(info, "flags");
        return x86.isEmpty()
                ? new Processor(name(info), abilities(ARM, flags(info, "Features")))
                : new Processor(name(info), abilities(X86, x86));
    }

    private static String name(List<String> info) {
        String name = value(info, "model name");
        return name.isEmpty()
                ? System.getProperty("os.name") + " " + System.getProperty("os.arch")
                : "%s (family %s, model %s)"
                        .formatted(name, value(info, "cpu family"), value(info, "model"));
    }

    private static Map<String, Boolean> abilities(
            Map<String, List<String>> known, Set<String> flags) {
        Map<String, Boolean> abilities = new LinkedHashMap<>();
        if (!flags.isEmpty()) {
            known.forEach(
                    (name, names) -> abilities.put(name, names.stream().anyMatch(flags::contains)));
        }
        return abilities;
    }

    private static Set<String> flags(List<String> info, String key) {
        String flags = value(info, key);
        return flags.isEmpty() ? Set.of() : Set.copyOf(Arrays.asList(flags.split("\\s+")));
    }

    private static String value(List<String> info, String key) {
        return info.stream()
                .map(line -> line.split(":", 2))
                .filter(parts -> parts.length == 2 && parts[0].strip().equals(key))
                .findFirst()
                .map(parts -> parts[1].strip())
                .orElse("");
    }

    /// Whether libtorch's fused attention is the faster way in bfloat16: it multiplies with AMX, and where there is none
    /// in plain loops, up to thirty times as long as in single steps.
    public boolean fusesBf16() {
        return has(BF16_TILES);
    }

    public boolean has(String ability) {
        return abilities.getOrDefault(ability, false);
    }

    /// What it has and what it lacks, in words.
    public String describe() {
        if (abilities.isEmpty()) {
            return "this system does not say what it can do";
        }
        List<String> has = names(true);
        List<String> lacks = names(false);
        return (has.isEmpty() ? "" : "has " + String.join(", ", has))
                + (has.isEmpty() || lacks.isEmpty() ? "" : "; ")
                + (lacks.isEmpty() ? "" : "lacks " + String.join(", ", lacks));
    }

    private List<String> names(boolean present) {
        List<String> names = new ArrayList<>();
        abilities.forEach(
                (name, has) -> {
                    if (has == present) {
                        names.add(name);
                    }
                });
        return names;
    }
}
