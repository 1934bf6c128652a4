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

/// What a processor has that matrix products gain from.
///
/// @param abilities by name, the strongest last: whether the processor has it; empty where the system does not say
public record ProcessorAbilities(Map<String, Boolean> abilities) {
    public static final String BF16_VECTORS = "AVX512_BF16";
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
        static final ProcessorAbilities ABILITIES = read();
    }

    /// Of this machine.
    public static ProcessorAbilities here() {
        return Here.ABILITIES;
    }

    private static ProcessorAbilities read() {
        try {
            return of(Files.readAllLines(INFO));
        } catch (IOException _) {
            return new ProcessorAbilities(Map.of()); // not Linux
        }
    }

    /// @param info lines of `/proc/cpuinfo`
    public static ProcessorAbilities of(List<String> info) {
        Set<String> x86 = flags(info, "flags");
        if (!x86.isEmpty()) {
            return of(X86, x86);
        }
        Set<String> arm = flags(info, "Features");
        return arm.isEmpty() ? new ProcessorAbilities(Map.of()) : of(ARM, arm);
    }

    private static ProcessorAbilities of(Map<String, List<String>> known, Set<String> flags) {
        Map<String, Boolean> abilities = new LinkedHashMap<>();
        known.forEach(
                (name, names) -> abilities.put(name, names.stream().anyMatch(flags::contains)));
        return new ProcessorAbilities(abilities);
    }

    /// Of the first core: all have the same.
    private static Set<String> flags(List<String> info, String key) {
        return info.stream()
                .filter(line -> line.matches(key + "\\s*:.*"))
                .findFirst()
                .map(line -> Set.copyOf(Arrays.asList(line.split(":", 2)[1].strip().split("\\s+"))))
                .orElse(Set.of());
    }

    public boolean has(String ability) {
        return abilities.getOrDefault(ability, false);
    }

    @Override
    public String toString() {
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
