package org.bert4j.cli;

import org.bert4j.tensor.ElementType;
import org.bert4j.tensor.OneDnn;
import org.bert4j.tensor.Precision;
import org.bert4j.tensor.Tape;
import org.bert4j.trainer.Plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/// What `bert4j doctor` says.
record DoctorReport(DoctorFacts facts, List<DoctorFindings.Finding> findings) {
    private static final String ATTENTION_REASON =
            "libtorch's fused operation cannot draw our dropout, and its way back in bfloat16 is"
                    + " slow";

    static DoctorReport of(DoctorFacts facts) {
        return new DoctorReport(facts, DoctorFindings.of(facts));
    }

    static String gibibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
    }

    String text() {
        List<String> lines = new ArrayList<>();
        lines.add(line("bert4j", Version.bert4j()));
        addMachine(lines);
        addLibraries(lines);
        addChoices(lines);
        lines.add("");
        if (findings.isEmpty()) {
            lines.add("No problems found.");
        }
        for (DoctorFindings.Finding finding : findings) {
            lines.add("! " + finding.what() + ":");
            lines.add("  " + finding.advice() + ".");
        }
        return String.join("\n", lines);
    }

    private static String line(String name, String value) {
        return "%-11s %s".formatted(name, value);
    }

    private void addMachine(List<String> lines) {
        lines.add(line("Processor", facts.speed().plan().processor()));
        lines.add(line("", facts.processor().describe()));
        lines.add(line("Cores", facts.cores() + " for this process" + busy()));
        lines.add(line("GPU", gpu()));
        lines.add(line("Memory", facts.memory().toString()));
        String name = "Disk";
        for (DoctorDisk disk : facts.disks()) {
            lines.add(line(name, disk.toString()));
            name = "";
        }
    }

    private String busy() {
        OptionalDouble others = facts.others();
        return others.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT, "; other programs keep %.1f busy", others.getAsDouble());
    }

    private String gpu() {
        if (facts.gpus().isEmpty()) {
            return "none";
        }
        String usable = facts.natives().gpus() > 0 ? "can" : "cannot";
        return "%s, which the libraries %s use".formatted(String.join(", ", facts.gpus()), usable);
    }

    private void addLibraries(List<String> lines) {
        lines.add(
                line(
                        "Java",
                        "%s, %s"
                                .formatted(
                                        System.getProperty("java.runtime.version"),
                                        System.getProperty("java.vendor"))));
        lines.add(
                line(
                        "Libraries",
                        "libtorch %s (%s kernels), %s"
                                .formatted(
                                        facts.natives().libtorch(),
                                        facts.natives().instructions(),
                                        facts.natives().matrices())));
        lines.add(line("GEMM", gemm()));
    }

    private String gemm() {
        String rates =
                facts.speed().rates().entrySet().stream()
                        .map(rate -> name(rate.getKey()) + " " + gigaflops(rate.getValue()))
                        .collect(Collectors.joining(", "));
        return rates
                + ", measured"
                + (facts.others().orElse(0) > DoctorFindings.BUSY ? " beside others" : "");
    }

    private static String name(Precision precision) {
        return switch (precision) {
            case FP32 -> "float32";
            case BF16 -> "bfloat16";
            case INT8 -> "8-bit integers";
        };
    }

    private static String gigaflops(double flops) {
        return String.format(Locale.ROOT, "%,.0f GFLOP/s", flops / 1e9);
    }

    private void addChoices(List<String> lines) {
        Plan plan = facts.speed().plan();
        lines.add(
                line(
                        "Precision",
                        "%s for %s with --precision auto"
                                .formatted(
                                        plan.precision().name().toLowerCase(Locale.ROOT),
                                        facts.speed().model())));
        lines.add(line("", plan.reason()));
        lines.add(line("Threads", facts.natives().threads() + ", " + threadsReason()));
        lines.add(line("Attention", attention()));
        lines.add(line("", attentionReason()));
    }

    private String attention() {
        String prediction =
                !OneDnn.isAvailable(ElementType.F32)
                        ? "libtorch's fused operation"
                        : "oneDNN for short rows%s, libtorch's fused operation for others"
                                .formatted(fusesBf16() ? "" : " and in bfloat16");
        String training = Tape.isAvailable(ElementType.F32) ? "oneDNN" : "single steps";
        return "%s for training; for evaluation and prediction %s".formatted(training, prediction);
    }

    private String attentionReason() {
        return ATTENTION_REASON + (fusesBf16() ? "" : "; without AMX, its way there is, too");
    }

    private boolean fusesBf16() {
        return facts.processor().fusesBf16();
    }

    private String threadsReason() {
        return facts.variables().containsKey(DoctorFacts.THREADS)
                ? "because OMP_NUM_THREADS says so"
                : "one for each core of this process";
    }

    Map<String, Object> toMap() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("bert4j", Version.bert4j());
        json.put("processor", facts.speed().plan().processor());
        json.put("abilities", facts.processor().abilities());
        json.put("cores", facts.cores());
        facts.others().ifPresent(cores -> json.put("cores_busy_with_others", cores));
        facts.speed().stolen().ifPresent(share -> json.put("stolen_by_host", share));
        json.put("gpus", facts.gpus());
        json.put("gpus_usable", facts.natives().gpus());
        json.put("memory", memory());
        json.put("disk", disks());
        json.put("java", System.getProperty("java.runtime.version"));
        json.put("libtorch", facts.natives().libtorch());
        json.put("matrices", facts.natives().matrices());
        json.put("instructions", facts.natives().instructions());
        json.put("flops_per_second", rates());
        json.put("precision", choice());
        json.put("threads", Map.of("count", facts.natives().threads(), "reason", threadsReason()));
        json.put("attention", Map.of("kernels", attention(), "reason", attentionReason()));
        json.put("variables", facts.variables());
        json.put("findings", findings);
        return json;
    }

    private Map<String, Object> memory() {
        DoctorMemory memory = facts.memory();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("total_bytes", memory.total());
        json.put("available_bytes", memory.available());
        memory.limit().ifPresent(limit -> json.put("limit_bytes", limit));
        json.put("swapped_bytes", memory.swapped());
        json.put("heap_bytes", memory.heap());
        return json;
    }

    private List<Map<String, Object>> disks() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (DoctorDisk disk : facts.disks()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("use", disk.use());
            json.put("place", disk.place().toString());
            disk.free().ifPresent(free -> json.put("free_bytes", free));
            all.add(json);
        }
        return all;
    }

    private Map<String, Object> rates() {
        Map<String, Object> json = new LinkedHashMap<>();
        facts.speed()
                .rates()
                .forEach(
                        (precision, rate) ->
                                json.put(precision.name().toLowerCase(Locale.ROOT), rate));
        return json;
    }

    private Map<String, Object> choice() {
        Plan plan = facts.speed().plan();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("model", facts.speed().model());
        json.put("auto", plan.precision().name().toLowerCase(Locale.ROOT));
        json.put("reason", plan.reason());
        return json;
    }
}
