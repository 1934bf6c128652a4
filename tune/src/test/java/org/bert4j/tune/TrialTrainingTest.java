package org.bert4j.tune;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.evaluate.Evaluation;
import org.bert4j.trainer.Stop;
import org.bert4j.tune.scheduler.Halving;
import org.bert4j.tune.study.Claim;
import org.bert4j.tune.study.Objective;
import org.bert4j.tune.study.Studies;
import org.bert4j.tune.study.Study;
import org.bert4j.tune.study.StudyDefinition;
import org.bert4j.tune.study.Work;
import org.bert4j.tune.trial.Report;
import org.bert4j.tune.trial.Trial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a study hears of a training.
final class TrialTrainingTest {
    private static final Objective.Direction LARGER = Objective.Direction.LARGER;

    @TempDir private Path temporary;

    private Studies studies;
    private Study study;
    private Claim claim;
    private final Stop stop = new Stop();

    @BeforeEach
    void open() {
        studies = Studies.inFile(temporary.resolve("studies"));
    }

    @AfterEach
    void close() {
        studies.close();
    }

    private TrialTraining training(StudyDefinition.SchedulerName scheduler, Objective objective) {
        StudyDefinition definition =
                new StudyDefinition(
                        "classify",
                        List.of(),
                        List.of("learning-rate=log(1e-5,1e-4)"),
                        StudyDefinition.SamplerName.RANDOM,
                        scheduler,
                        List.of(objective),
                        1,
                        temporary.toString());
        study = studies.create("mine", definition, 3);
        claim = assertInstanceOf(Work.Train.class, study.next("a")).claim();
        return new TrialTraining(study, claim, temporary, stop, new TuneListener() {});
    }

    private static Evaluation evaluation(double accuracy, double f1) {
        return Evaluation.of(Map.of("accuracy", accuracy, "f1_macro", f1), "accuracy");
    }

    private List<Report> reports() {
        return study.trials().getFirst().reports();
    }

    private List<Double> scores() {
        return reports().stream().map(Report::score).toList();
    }

    @Test
    void aRungIsReportedWhereItIsReached() {
        TrialTraining training =
                training(StudyDefinition.SchedulerName.ASHA, new Objective("accuracy", LARGER));
        training.started(0, 90);
        training.evaluated(5, evaluation(0.6, 0.6), true);
        assertEquals(List.of(), scores());
        training.evaluated(10, evaluation(0.5, 0.5), false);
        assertEquals(List.of(0.6), scores());
        assertTrue(stop.isWanted(), "the first of a rung waits for others");
    }

    @Test
    void aTrainingThatEndsEarlyHasItsScoreAtAllRungs() {
        TrialTraining training =
                training(StudyDefinition.SchedulerName.ASHA, new Objective("accuracy", LARGER));
        training.started(0, 90);
        training.evaluated(5, evaluation(0.6, 0.6), true);
        training.evaluated(6, evaluation(0.5, 0.5), false);
        training.ended();
        assertEquals(List.of(0.6, 0.6, 0.6), scores());
        assertEquals(Halving.ASHA.rungs(0), reports().stream().map(Report::share).toList());
        assertFalse(stop.isWanted());
        study.release(claim, Trial.State.COMPLETE, Optional.empty());
        assertEquals(1, study.best().orElseThrow().lastReport().orElseThrow().share());
    }

    /// The model that is kept is the best by the task's own figure.
    @Test
    void theFiguresAreThoseOfTheKeptModel() {
        TrialTraining training =
                training(StudyDefinition.SchedulerName.NONE, new Objective("f1_macro", LARGER));
        training.started(0, 10);
        training.evaluated(5, evaluation(0.6, 0.9), true);
        training.evaluated(10, evaluation(0.7, 0.5), true);
        assertEquals(List.of(0.5), scores());
        assertEquals(0.7, study.figures(0).get(0).get("accuracy"));
    }

    @Test
    void aResumedTrainingStillHasTheScoreOfTheModelItKept() throws IOException {
        Files.writeString(temporary.resolve("run.json"), "{}");
        Files.writeString(
                temporary.resolve("metrics.jsonl"),
                """
                {"step":5,"loss":0.5,"seconds":2.5}
                {"step":5,"evaluation":{"accuracy":0.9,"f1_macro":0.8},"decisive":"accuracy","best":true}
                {"step":6,"loss":0.5,"seconds":2.5}
                """);
        TrialTraining training =
                training(StudyDefinition.SchedulerName.NONE, new Objective("f1_macro", LARGER));
        training.started(6, 10);
        training.evaluated(10, evaluation(0.7, 0.7), false);
        assertEquals(List.of(0.8), scores());
        assertEquals(5, reports().getFirst().seconds());
        assertEquals(0.9, study.figures(0).get(0).get("accuracy"));
    }
}
