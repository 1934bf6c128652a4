package org.bert4j.cli;

import org.bert4j.tensor.Natives;
import org.bert4j.tensor.Processor;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What is wrong with a machine, or makes it slow, and what to do about it.
final class DoctorFindings {
    private static final long GIB = 1L << 30;

    /// What fine-tuning BERT-base in small batches takes.
    private static final long MEMORY = 4 * GIB;

    /// A starter, or the unpacked libraries, and some runs.
    private static final long DISK = 2 * GIB;

    private static final long TEMPORARY = GIB / 4;
    private static final long SWAPPED = GIB;

    /// A core that is busy to a smaller part is hardly missed.
    static final double BUSY = 0.3;

    /// What a host keeps of a virtual machine's time; a little is usual.
    static final double STOLEN = 0.05;

    /// Tiles multiply bfloat16 several times as fast as vectors do float32.
    private static final double GAIN_OF_TILES = 2;

    private final DoctorFacts facts;
    private final List<Finding> all = new ArrayList<>();

    /// @param what   one sentence without a full stop
    /// @param advice what to do, likewise
    record Finding(String what, String advice) {}

    private DoctorFindings(DoctorFacts facts) {
        this.facts = facts;
    }

    static List<Finding> of(DoctorFacts facts) {
        DoctorFindings findings = new DoctorFindings(facts);
        findings.lookAtThreads();
        findings.lookAtLoad();
        findings.lookAtHost();
        findings.lookAtLibraries();
        findings.lookAtGpus();
        findings.lookAtMemory();
        facts.disks().forEach(findings::lookAtDisk);
        return List.copyOf(findings.all);
    }

    private void add(String what, String advice) {
        all.add(new Finding(what, advice));
    }

    private void lookAtThreads() {
        int threads = facts.natives().threads();
        String variable = facts.variables().get(DoctorFacts.THREADS);
        if (variable == null || threads == facts.cores()) {
            return;
        }
        String number =
                "OMP_NUM_THREADS is %s, and this process may use %d cores"
                        .formatted(variable, facts.cores());
        if (threads < facts.cores()) {
            add(
                    number + ", so some of them idle",
                    "unset OMP_NUM_THREADS, unless others need those cores");
        } else {
            add(number + ", so threads wait for each other", "unset OMP_NUM_THREADS");
        }
    }

    private void lookAtLoad() {
        double others = facts.others().orElse(0);
        if (others > BUSY) {
            add(
                    String.format(
                            Locale.ROOT,
                            "Other programs keep %.1f cores busy, and this process would use %d",
                            others,
                            facts.natives().threads()),
                    "stop them, or expect everything to take longer than measured on a quiet"
                            + " machine");
        }
    }

    private void lookAtHost() {
        double stolen = facts.speed().stolen().orElse(0);
        if (stolen > STOLEN) {
            add(
                    String.format(
                            Locale.ROOT,
                            "The host of this virtual machine kept %.0f %% of the time that was"
                                    + " asked for while this was measured",
                            100 * stolen),
                    "expect everything to take longer, and differently long each time, or take a"
                            + " machine whose cores are its own");
        }
    }

    private void lookAtLibraries() {
        Natives natives = facts.natives();
        boolean x86 = facts.processor().abilities().containsKey("AVX2");
        if (x86 && !natives.matrices().equals("MKL")) {
            add(
                    "OpenBLAS multiplies matrices, which is several times as slow as MKL in"
                            + " attention and small batches",
                    "put org.bytedeco:mkl with its linux-x86_64 and -redist natives on the class"
                            + " path, and do not set org.bytedeco.openblas.load");
        }
        for (String name : DoctorFacts.LIMITS) {
            if (facts.variables().containsKey(name)) {
                add(
                        "%s is %s, which may keep the libraries from instructions that this processor has"
                                .formatted(name, facts.variables().get(name)),
                        "unset " + name);
            }
        }
        if (facts.processor().has(Processor.BF16_TILES) && facts.speed().gain() < GAIN_OF_TILES) {
            add(
                    String.format(
                            Locale.ROOT,
                            "This processor has AMX, and bfloat16 is only %.1f times as fast as"
                                    + " float32",
                            facts.speed().gain()),
                    "see that the system and the virtual machine let programs use AMX (Linux 5.16"
                            + " or later), and that the machine is quiet");
        }
    }

    private void lookAtGpus() {
        if (!facts.gpus().isEmpty() && facts.natives().gpus() == 0) {
            add(
                    "There is a GPU (%s), and the libraries on the class path cannot use it"
                            .formatted(String.join(", ", facts.gpus())),
                    "nothing needs to be done: bert4j computes on the processor");
        }
    }

    private void lookAtMemory() {
        DoctorMemory memory = facts.memory();
        if (memory.available() < MEMORY) {
            String limit =
                    memory.limit().isPresent()
                            ? " (this container may use %s)"
                                    .formatted(DoctorReport.gibibytes(memory.limit().getAsLong()))
                            : "";
            add(
                    "%s of memory are available%s, and fine-tuning BERT-base takes about %s"
                            .formatted(
                                    DoctorReport.gibibytes(memory.available()),
                                    limit,
                                    DoctorReport.gibibytes(MEMORY)),
                    "stop other programs, raise the limit, or use --micro-batch-size and"
                            + " --max-length; doctor plan says what a run needs");
        }
        if (memory.swapped() > SWAPPED) {
            add(
                    "%s of memory have been put out to disk"
                            .formatted(DoctorReport.gibibytes(memory.swapped())),
                    "stop programs that hold much memory: a run that is swapped out takes many"
                            + " times as long");
        }
    }

    private void lookAtDisk(DoctorDisk disk) {
        boolean temporary = disk.place().toString().equals(System.getProperty("java.io.tmpdir"));
        long needed = temporary ? TEMPORARY : DISK;
        if (disk.free().orElse(Long.MAX_VALUE) < needed) {
            add(
                    "%s are free in %s, the place of %s"
                            .formatted(
                                    DoctorReport.gibibytes(disk.free().getAsLong()),
                                    disk.place(),
                                    disk.use()),
                    "free some space"
                            + (temporary
                                    ? ""
                                    : ", or choose another place: BERT4J_HOME for checkpoints,"
                                            + " -Dorg.bytedeco.javacpp.cachedir for libraries"));
        }
    }
}
