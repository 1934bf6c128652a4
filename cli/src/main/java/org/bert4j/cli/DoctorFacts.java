package org.bert4j.cli;

import org.bert4j.encoder.BertConfig;
import org.bert4j.tensor.Natives;
import org.bert4j.tensor.Processor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What was found out about a machine.
///
/// @param cores     that this process may use
/// @param others    cores that other programs use; empty where the system does not say
/// @param gpus      built in, by name, as far as their driver says
/// @param variables of the environment that change how fast it computes
record DoctorFacts(
        Processor processor,
        int cores,
        OptionalDouble others,
        DoctorMemory memory,
        List<DoctorDisk> disks,
        List<String> gpus,
        Natives natives,
        DoctorSpeed speed,
        Map<String, String> variables) {
    static final String THREADS = "OMP_NUM_THREADS";

    /// Some keep the libraries from the instructions the processor has.
    static final List<String> LIMITS =
            List.of(
                    "ONEDNN_MAX_CPU_ISA",
                    "DNNL_MAX_CPU_ISA",
                    "MKL_ENABLE_INSTRUCTIONS",
                    "ATEN_CPU_CAPABILITY");

    private static final Path NVIDIA = Path.of("/proc/driver/nvidia/gpus");

    /// Takes some seconds.
    ///
    /// @param config sizes of the model whose precision is chosen
    static DoctorFacts collect(BertConfig config, String model) {
        OptionalDouble others = DoctorLoad.others(); // before there are threads of ours
        DoctorMemory memory = DoctorMemory.read();
        return new DoctorFacts(
                Processor.here(),
                Runtime.getRuntime().availableProcessors(),
                others,
                memory,
                DoctorDisk.all(),
                gpusIn(NVIDIA),
                Natives.load(),
                DoctorSpeed.measure(config, model),
                ownVariables());
    }

    /// @param directory of the driver: a directory with a file `information` for each
    static List<String> gpusIn(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> gpus = Files.list(directory)) {
            return gpus.sorted().map(DoctorFacts::gpu).toList();
        } catch (IOException _) {
            return List.of();
        }
    }

    private static String gpu(Path directory) {
        try (Stream<String> lines = Files.lines(directory.resolve("information"))) {
            return lines.filter(line -> line.startsWith("Model:"))
                    .map(line -> line.split(":", 2)[1].strip())
                    .findFirst()
                    .orElse("NVIDIA");
        } catch (IOException _) {
            return "NVIDIA";
        }
    }

    private static Map<String, String> ownVariables() {
        Map<String, String> found = new TreeMap<>();
        Stream.concat(Stream.of(THREADS), LIMITS.stream())
                .filter(name -> System.getenv(name) != null)
                .forEach(name -> found.put(name, System.getenv(name)));
        return found;
    }
}
