package org.bert4j.tune.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tune.scheduler.Scheduler.Verdict;
import org.bert4j.tune.trial.Report;
import org.bert4j.tune.trial.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class StudyTest {
    @TempDir private Path temporary;

    private static StudyDefinition definition(StudyDefinition.SchedulerName scheduler) {
        return new StudyDefinition(
                "classify",
                List.of("--train", "train.tsv"),
                List.of("learning-rate=log(1e-5,1e-4)"),
                StudyDefinition.SamplerName.RANDOM,
                scheduler,
                List.of(new Objective("accuracy", Objective.Direction.LARGER)),
                1,
                "study");
    }

    private Studies open() {
        return Studies.inFile(temporary.resolve("studies"));
    }

    private static Claim train(Work work) {
        return assertInstanceOf(Work.Train.class, work).claim();
    }

    private static Report report(int rung, double score) {
        return new Report(rung, 0.5, List.of(score), 1);
    }

    @Test
    void aStudyIsFoundAgainAsItWasBegun() {
        StudyDefinition definition = definition(StudyDefinition.SchedulerName.ASHA);
        try (Studies studies = open()) {
            studies.create("mine", definition, 7);
        }
        try (Studies studies = open()) {
            Study study = studies.find("mine").orElseThrow();
            assertEquals(definition, study.definition());
            assertEquals(7, study.wantedTrials());
            assertEquals(List.of("mine"), studies.names());
            assertEquals(Optional.empty(), studies.find("yours"));
            assertThrows(BadInputException.class, () -> studies.create("mine", definition, 7));
        }
    }

    @Test
    void everyTrialIsGivenOutOnce() {
        try (Studies studies = open()) {
            Study study = studies.create("mine", definition(StudyDefinition.SchedulerName.NONE), 2);
            Claim first = train(study.next("a"));
            Claim second = train(study.next("b"));
            assertEquals(0, first.trial().number());
            assertEquals(1, second.trial().number());
            assertInstanceOf(Work.Wait.class, study.next("a"));
            assertEquals(Verdict.GO_ON, study.report(first, report(0, 0.5), Map.of()));
            study.release(first, Trial.State.COMPLETE, Optional.empty());
            study.release(second, Trial.State.FAILED, Optional.of("no data"));
            assertInstanceOf(Work.Finished.class, study.next("a"));
            assertEquals(Map.of(1, "no data"), study.messages());
            assertEquals(0.5, study.trials().getFirst().lastReport().orElseThrow().score());
        }
    }

    @Test
    void aSilentWorkerLosesItsTrial() throws InterruptedException {
        try (Studies studies = open()) {
            Study study =
                    studies.create("mine", definition(StudyDefinition.SchedulerName.NONE), 1)
                            .withLease(Duration.ofMillis(50));
            Claim silent = train(study.next("a"));
            Thread.sleep(100);
            Claim second = train(study.next("b"));
            assertEquals(silent.trial().number(), second.trial().number());
            assertThrows(LostClaimException.class, () -> study.alive(silent));
            assertThrows(
                    LostClaimException.class, () -> study.report(silent, report(0, 0.1), Map.of()));
            assertThrows(
                    LostClaimException.class,
                    () -> study.release(silent, Trial.State.COMPLETE, Optional.empty()));
            study.alive(second);
            study.release(second, Trial.State.COMPLETE, Optional.empty());
        }
    }

    @Test
    void aTrialThatWasLeftGoesOnBeforeANewOneBegins() {
        try (Studies studies = open()) {
            Study study = studies.create("mine", definition(StudyDefinition.SchedulerName.NONE), 5);
            study.release(train(study.next("a")), Trial.State.WAITING, Optional.empty());
            Claim again = train(study.next("b"));
            assertEquals(0, again.trial().number());
            assertEquals(2, again.number());
        }
    }

    @Test
    void theBestOfThreeIsPromoted() {
        try (Studies studies = open()) {
            Study study = studies.create("mine", definition(StudyDefinition.SchedulerName.ASHA), 3);
            for (double score : new double[] {0.5, 0.9, 0.7}) {
                Claim claim = train(study.next("a"));
                assertEquals(
                        Verdict.PAUSE,
                        study.report(claim, report(0, score), Map.of("accuracy", score)));
                study.release(claim, Trial.State.PAUSED, Optional.empty());
            }
            Claim promoted = train(study.next("a"));
            assertEquals(1, promoted.trial().number());
            assertEquals(0.9, promoted.trial().lastReport().orElseThrow().score());
            assertEquals(Map.of(0, Map.of("accuracy", 0.9)), study.figures(1));
        }
    }

    /// A worker that died after it had reported does the same steps again.
    @Test
    void aReportThatIsThereStays() {
        try (Studies studies = open()) {
            Study study = studies.create("mine", definition(StudyDefinition.SchedulerName.ASHA), 3);
            Claim claim = train(study.next("a"));
            study.report(claim, report(0, 0.5), Map.of());
            study.report(claim, report(0, 0.6), Map.of());
            List<Report> reports = study.trials().getFirst().reports();
            assertEquals(List.of(report(0, 0.5)), reports);
        }
    }

    @Test
    void aDatabaseThatIsNotThereIsNamedWithoutItsPassword() {
        String url = "jdbc:postgresql://127.0.0.1:1/none?user=me&password=secret";
        String message = assertThrows(BadInputException.class, () -> Studies.at(url)).getMessage();
        assertTrue(message.contains("127.0.0.1:1/none"), message);
        assertTrue(!message.contains("secret"), message);
    }
}
