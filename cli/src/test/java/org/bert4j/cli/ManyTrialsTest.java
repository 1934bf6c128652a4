package org.bert4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.tensor.NativeMemory;
import org.bert4j.trainer.Stop;
import org.bert4j.tune.TuneListener;
import org.bert4j.tune.Worker;
import org.bert4j.tune.study.Studies;
import org.bert4j.tune.study.Study;
import org.bert4j.tune.study.StudyDefinition;
import org.bert4j.tune.trial.Trial;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A thousand real trials of a tiny model in one process: what it holds does not grow.
@Tag("slow")
class ManyTrialsTest {
    private static final int TRIALS = 1000;
    private static final double MIB = 1 << 20;

    @TempDir private Path temporary;

    @Test
    void memoryIsFlatOverAThousandTrials() throws Exception {
        Workspace workspace = Workspace.fresh(temporary.resolve("work"));
        workspace.copy(Workspace.MODELS.resolve("tiny"), "tiny");
        workspace.write("train.tsv", "in china\tland\nin paris\tcity\n".repeat(8));
        List<Double> resident = new ArrayList<>();
        try (Studies studies = Studies.inFile(workspace.path("studies"))) {
            Study study = studies.create("many", definition(workspace), TRIALS);
            new Worker(
                            "alone",
                            study,
                            TrialArguments.of(study.definition()),
                            watch(resident),
                            new Stop())
                    .run();
            assertEquals(
                    TRIALS,
                    study.trials().stream()
                            .filter(trial -> trial.state() == Trial.State.COMPLETE)
                            .count());
        }
        double second = median(resident.subList(TRIALS / 4, TRIALS / 2));
        double last = median(resident.subList(3 * TRIALS / 4, TRIALS));
        System.out.printf("MiB in the second quarter: %.1f, in the last: %.1f%n", second, last);
        assertTrue(last < 1.05 * second, "grew from %.1f to %.1f MiB".formatted(second, last));
    }

    private static TuneListener watch(List<Double> resident) {
        return new TuneListener() {
            @Override
            public void released(Trial trial, Trial.State state, String message) {
                System.gc(); // the heap may grow as it likes; what is held may not
                NativeMemory.residentBytes().ifPresent(bytes -> resident.add(bytes / MIB));
            }
        };
    }

    private static StudyDefinition definition(Workspace workspace) {
        return TinyStudies.random(workspace, "trials", "--max-length 8 --epochs 1 --batch-size 8");
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
    }
}
