package org.bert4j.tune.study;

import org.bert4j.tune.sampler.Sampler;
import org.bert4j.tune.scheduler.Scheduler;
import org.bert4j.tune.scheduler.Scheduler.Verdict;
import org.bert4j.tune.space.SearchSpace;
import org.bert4j.tune.trial.Report;
import org.bert4j.tune.trial.Trial;
import org.jdbi.v3.core.Jdbi;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// A search and its trials, as the database holds them.
///
/// Every decision locks the study's row, looks at all trials, and writes what was decided before the row is free again:
/// workers take turns for some milliseconds, and none sees half of what another does.
public final class Study {
    private final Jdbi database;
    private final long id;
    private final String name;
    private final StudyDefinition definition;
    private final SearchSpace space;
    private final Sampler sampler;
    private final Scheduler scheduler;
    private final Duration lease;

    /// @param lease a trial whose worker was silent for so long is given to another
    Study(Jdbi database, long id, String name, StudyDefinition definition, Duration lease) {
        this.database = database;
        this.id = id;
        this.name = name;
        this.definition = definition;
        this.lease = lease;
        space = definition.space();
        sampler = definition.newSampler();
        scheduler = definition.scheduler().scheduler();
    }

    /// The same, whose workers must give a sign of life more often.
    public Study withLease(Duration value) {
        return new Study(database, id, name, definition, value);
    }

    public String name() {
        return name;
    }

    public StudyDefinition definition() {
        return definition;
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    /// A trial whose worker was silent for so long is given to another.
    public Duration lease() {
        return lease;
    }

    private <T> T read(Function<StudyRows, T> question) {
        return database.withHandle(handle -> question.apply(new StudyRows(handle, id)));
    }

    private <T> T decide(Function<StudyRows, T> decision) {
        return database.inTransaction(handle -> decision.apply(new StudyRows(handle, id)));
    }

    /// How many trials it is to have.
    public int wantedTrials() {
        return read(StudyRows::wantedTrials);
    }

    /// Asks for more trials, or fewer; those that were begun stay.
    public void want(int trials) {
        database.useHandle(handle -> new StudyRows(handle, id).want(trials));
    }

    /// All trials, in the order of their numbers.
    public List<Trial> trials() {
        return read(StudyRows::trials);
    }

    /// The trial with the best score among those that came furthest.
    public Optional<Trial> best() {
        return Trial.best(trials());
    }

    /// What the evaluations of a trial said, by rung.
    public Map<Integer, Map<String, Object>> figures(int trial) {
        return read(rows -> rows.figures(trial));
    }

    /// Why trials failed, by number.
    public Map<Integer, String> messages() {
        return read(StudyRows::messages);
    }

    /// Gives a worker something to do: a trial that another has left, one that deserves to go on, or a new one.
    ///
    /// @param worker for people to read
    public Work next(String worker) {
        return decide(rows -> next(rows, worker));
    }

    private Work next(StudyRows rows, String worker) {
        int wanted = rows.lock();
        List<Trial> trials = rows.trials();
        Optional<Integer> begun =
                rows.left(lease).or(() -> scheduler.promotable(trials).map(Trial::number));
        if (begun.isPresent()) {
            return take(rows, begun.get(), worker);
        }
        Optional<Map<String, String>> fresh =
                trials.size() < wanted ? sampler.next(space, trials) : Optional.empty();
        if (fresh.isPresent()) {
            int number = trials.size();
            rows.begin(number, fresh.get(), scheduler.bracket(number), worker);
            return new Work.Train(new Claim(rows.trials().get(number), 1));
        }
        if (any(trials, Trial.State.RUNNING)) {
            return new Work.Wait();
        }
        Optional<Trial> unfinished = unfinished(trials);
        if (unfinished.isPresent()) {
            return take(rows, unfinished.get().number(), worker);
        }
        rows.stopPaused(); // nothing will promote them any more: their checkpoints can go
        return new Work.Finished();
    }

    private static Work take(StudyRows rows, int number, String worker) {
        rows.take(number, worker);
        return new Work.Train(new Claim(rows.trials().get(number), rows.claims(number)));
    }

    /// The best trial, if none has come to the end: a search of few trials would else have no trained model.
    private static Optional<Trial> unfinished(List<Trial> trials) {
        return any(trials, Trial.State.COMPLETE)
                ? Optional.empty()
                : Trial.best(trials).filter(trial -> trial.state() == Trial.State.PAUSED);
    }

    private static boolean any(List<Trial> trials, Trial.State state) {
        return trials.stream().anyMatch(trial -> trial.state() == state);
    }

    /// Gives a sign of life.
    ///
    /// @throws LostClaimException if the trial was taken over
    public void alive(Claim claim) {
        decide(rows -> held(rows, claim));
    }

    private static StudyRows held(StudyRows rows, Claim claim) {
        if (!rows.seen(claim)) {
            throw new LostClaimException(claim);
        }
        return rows;
    }

    /// Writes down what an evaluation said; one that is there already stays.
    ///
    /// @return what becomes of the trial; at the last rung it goes on, to its end
    /// @throws LostClaimException if the trial was taken over
    public Verdict report(Claim claim, Report report, Map<String, Object> figures) {
        return decide(
                rows -> {
                    rows.lock();
                    held(rows, claim);
                    int number = claim.trial().number();
                    if (rows.trials().get(number).at(report.rung()).isEmpty()) {
                        rows.insert(number, report, figures);
                    }
                    List<Trial> trials = rows.trials();
                    Trial trial = trials.get(number);
                    int last = scheduler.rungs(trial.bracket()).size() - 1;
                    return report.rung() == last ? Verdict.GO_ON : scheduler.judge(trial, trials);
                });
    }

    /// Ends the claim.
    ///
    /// @param state   what the trial is from now on
    /// @param message why it failed; empty if it did not
    /// @throws LostClaimException if the trial was taken over
    public void release(Claim claim, Trial.State state, Optional<String> message) {
        decide(
                rows -> {
                    rows.lock();
                    held(rows, claim).release(claim.trial().number(), state, message);
                    return null;
                });
    }
}
