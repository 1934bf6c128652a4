package org.bert4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.bert4j.trainer.Stop;
import org.bert4j.tune.TuneListener;
import org.bert4j.tune.Worker;
import org.bert4j.tune.study.Studies;
import org.bert4j.tune.study.Study;
import org.bert4j.tune.study.StudyDefinition;
import org.bert4j.tune.trial.Report;
import org.bert4j.tune.trial.Trial;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Two real processes share a study in a real PostgreSQL, and are killed with -9 at random moments.
class TuneWorkersTest {
    /// Its moments are random; an odd one can be repeated with `-Dbert4j.test.seed=N`.
    private static final long SEED = Long.getLong("bert4j.test.seed", System.nanoTime());

    @TempDir private Path temporary;

    @Test
    void everyTrialIsAccountedForOnceWhoeverIsKilled() throws Exception {
        requireAccountedFor(8, 4);
    }

    @Test
    @Tag("slow")
    void soItIsWithTenKills() throws Exception {
        requireAccountedFor(24, 10);
    }

    private void requireAccountedFor(int trials, int kills) throws Exception {
        System.out.println("TuneWorkersTest: -Dbert4j.test.seed=" + SEED);
        Workspace workspace = Workspace.fresh(temporary.resolve("work"));
        workspace.copy(Workspace.MODELS.resolve("tiny"), "tiny");
        workspace.write(
                "train.tsv",
                "in china\tland\nin paris\tcity\nto france\tland\nnew york\tcity\n".repeat(40));
        Map<Integer, List<Double>> undisturbed = undisturbed(workspace, trials);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            try (Studies studies = Studies.at(url)) {
                Study study = studies.create("shared", definition(workspace, "shared"), trials);
                work(url, kills);
                assertEquals(undisturbed, scores(study.trials()), "seed " + SEED);
                assertTrue(
                        study.trials().stream()
                                .allMatch(trial -> trial.state() == Trial.State.COMPLETE));
            }
        }
    }

    /// What comes out if one worker does everything in peace.
    private Map<Integer, List<Double>> undisturbed(Workspace workspace, int trials) {
        try (Studies studies = Studies.inFile(workspace.path("alone"))) {
            Study study = studies.create("alone", definition(workspace, "alone"), trials);
            new Worker(
                            "alone",
                            study,
                            TrialArguments.of(study.definition()),
                            new TuneListener() {},
                            new Stop())
                    .run();
            return scores(study.trials());
        }
    }

    private static StudyDefinition definition(Workspace workspace, String directory) {
        return TinyStudies.random(
                workspace, directory, "--max-length 16 --epochs 4 --batch-size 4 --save-every 10");
    }

    private static Map<Integer, List<Double>> scores(List<Trial> trials) {
        Map<Integer, List<Double>> scores = new LinkedHashMap<>();
        trials.forEach(
                trial ->
                        scores.put(
                                trial.number(),
                                trial.reports().stream().map(Report::score).toList()));
        return scores;
    }

    private void work(String url, int kills) throws Exception {
        Random random = new Random(SEED);
        List<ChildCommand> workers = new ArrayList<>(List.of(worker(url), worker(url)));
        for (int kill = 0; kill < kills; kill++) {
            Thread.sleep(1000 + random.nextInt(3000));
            int victim = random.nextInt(2);
            workers.get(victim).process().destroyForcibly().waitFor();
            workers.set(victim, worker(url));
        }
        for (ChildCommand worker : workers) {
            CommandRun run = worker.await();
            assertEquals(0, run.code(), run.err());
        }
    }

    private ChildCommand worker(String url) {
        return ChildCommand.start(
                temporary,
                "tune",
                "worker",
                "--storage",
                url,
                "--study",
                "shared",
                "--lease",
                "3s");
    }
}
