package org.bert4j.tune;

import org.bert4j.tensor.TensorException;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.trainer.FineTuning;
import org.bert4j.trainer.NonFiniteException;
import org.bert4j.trainer.Progress;
import org.bert4j.trainer.RunDirectory;
import org.bert4j.trainer.Stop;
import org.bert4j.tune.study.Claim;
import org.bert4j.tune.study.LostClaimException;
import org.bert4j.tune.study.Study;
import org.bert4j.tune.study.Work;
import org.bert4j.tune.trial.Trial;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Trains trials of a study, one after the other, until nothing is left to do or it is stopped.
public final class Worker {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final String name;
    private final Study study;
    private final TrialRecipes recipes;
    private final TrialDirectories directories;
    private final TuneListener listener;
    private final Stop stop;

    /// @param name for people to read
    /// @param stop ends the present trial after its present step and saves it
    public Worker(
            String name, Study study, TrialRecipes recipes, TuneListener listener, Stop stop) {
        this.name = name;
        this.study = study;
        this.recipes = recipes;
        this.listener = listener;
        this.stop = stop;
        directories = TrialDirectories.of(study);
    }

    /// Works until nothing is left to do, or until stopped.
    public void run() {
        while (!stop.isWanted()) {
            switch (study.next(name)) {
                case Work.Train(Claim claim) -> train(claim);
                case Work.Wait _ -> stop.pause(PATIENCE);
                case Work.Finished _ -> {
                    directories.tidy(study.trials());
                    return;
                }
            }
        }
    }

    private void train(Claim claim) {
        try {
            attempt(claim);
        } catch (LostClaimException _) {
            listener.released(claim.trial(), Trial.State.RUNNING, "taken over by another worker");
        }
    }

    private void attempt(Claim claim) {
        Stop ofTrial = stop.ofOneRun();
        try (Heartbeat _ = new Heartbeat(study, claim, ofTrial);
                TrialLock _ = TrialLock.take(directories.of(claim.trial()))) {
            TrialTraining training =
                    new TrialTraining(
                            study, claim, directories.of(claim.trial()), ofTrial, listener);
            Progress progress = run(claim.trial(), training, ofTrial);
            if (progress.ended()) {
                training.ended();
            }
            release(claim, state(progress, training), Optional.empty());
        } catch (BadInputException e) {
            fail(claim, e);
        } catch (IllegalArgumentException | NonFiniteException | TensorException e) {
            release(claim, Trial.State.FAILED, Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /// Data or options at fault end the search at once, unless some trial has shown that they work.
    private void fail(Claim claim, BadInputException e) {
        boolean works = study.trials().stream().anyMatch(trial -> !trial.reports().isEmpty());
        Trial.State state = works ? Trial.State.FAILED : Trial.State.WAITING;
        release(claim, state, Optional.of(String.valueOf(e.getMessage())));
        if (!works) {
            throw e;
        }
    }

    private Progress run(Trial trial, TrialTraining training, Stop ofTrial) {
        FineTuning recipe =
                recipes.recipe(trial.configuration())
                        .withEvaluationsAt(study.scheduler().rungs(trial.bracket()));
        Path directory = directories.of(trial);
        RunDirectory run =
                RunDirectory.holdsRun(directory)
                        ? RunDirectory.resume(directory)
                        : RunDirectory.create(directory);
        return recipe.run(run, training.and(listener.training(trial)), ofTrial);
    }

    private static Trial.State state(Progress progress, TrialTraining training) {
        if (progress.ended()) {
            return Trial.State.COMPLETE;
        }
        return switch (training.verdict()) {
            case PAUSE -> Trial.State.PAUSED;
            case STOP -> Trial.State.STOPPED;
            case GO_ON -> Trial.State.WAITING;
        };
    }

    private void release(Claim claim, Trial.State state, Optional<String> message) {
        study.release(claim, state, message);
        directories.tidy(study.trials());
        listener.released(claim.trial(), state, message.orElse(""));
    }
}
