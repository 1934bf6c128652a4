package org.bert4j.tune.study;

import org.bert4j.tune.trial.Report;
import org.bert4j.tune.trial.Trial;
import org.jdbi.v3.core.Handle;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rows of a study in the tables of the database, within one transaction.
///
/// @param handle of the transaction
/// @param id     of the study
record StudyRows(Handle handle, long id) {
    /// Nobody else decides anything about the study until the transaction ends.
    ///
    /// @return how many trials are wanted
    int lock() {
        return handle.createQuery("select trials from study where id = :id for update")
                .bind("id", id)
                .mapTo(Integer.class)
                .one();
    }

    int wantedTrials() {
        return handle.createQuery("select trials from study where id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .one();
    }

    void want(int trials) {
        handle.createUpdate("update study set trials = :trials where id = :id")
                .bind("trials", trials)
                .bind("id", id)
                .execute();
    }

    /// In the order of their numbers.
    List<Trial> trials() {
        Map<Integer, List<Report>> reports = reports();
        return handle.createQuery(
                        """
                        select number, configuration, bracket, state from trial
                        where study_id = :id order by number
                        """)
                .bind("id", id)
                .map(
                        (row, _) ->
                                new Trial(
                                        row.getInt("number"),
                                        StudyJson.configuration(row.getString("configuration")),
                                        row.getInt("bracket"),
                                        Trial.State.valueOf(row.getString("state")),
                                        reports.getOrDefault(row.getInt("number"), List.of())))
                .list();
    }

    private Map<Integer, List<Report>> reports() {
        Map<Integer, List<Report>> all = new LinkedHashMap<>();
        handle.createQuery(
                        """
                        select trial, rung, share, scores, seconds from report
                        where study_id = :id order by trial, rung
                        """)
                .bind("id", id)
                .map(
                        (row, _) ->
                                Map.entry(
                                        row.getInt("trial"),
                                        new Report(
                                                row.getInt("rung"),
                                                row.getDouble("share"),
                                                StudyJson.scores(row.getString("scores")),
                                                row.getDouble("seconds"))))
                .forEach(
                        entry ->
                                all.computeIfAbsent(entry.getKey(), _ -> new ArrayList<>())
                                        .add(entry.getValue()));
        return all;
    }

    /// What the evaluations of a trial said, by rung.
    Map<Integer, Map<String, Object>> figures(int trial) {
        Map<Integer, Map<String, Object>> all = new LinkedHashMap<>();
        handle.createQuery(
                        """
                        select rung, figures from report
                        where study_id = :id and trial = :trial order by rung
                        """)
                .bind("id", id)
                .bind("trial", trial)
                .map(
                        (row, _) ->
                                Map.entry(
                                        row.getInt("rung"),
                                        StudyJson.figures(row.getString("figures"))))
                .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return all;
    }

    /// Why trials failed, by number.
    Map<Integer, String> messages() {
        Map<Integer, String> all = new LinkedHashMap<>();
        handle.createQuery(
                        """
                        select number, message from trial
                        where study_id = :id and message is not null order by number
                        """)
                .bind("id", id)
                .map((row, _) -> Map.entry(row.getInt("number"), row.getString("message")))
                .forEach(entry -> all.put(entry.getKey(), entry.getValue()));
        return all;
    }

    /// The first of the trials whose workers stopped, or have been silent for so long.
    Optional<Integer> left(Duration lease) {
        OffsetDateTime oldest =
                handle.createQuery("select current_timestamp")
                        .mapTo(OffsetDateTime.class)
                        .one()
                        .minus(lease);
        return handle.createQuery(
                        """
                        select number from trial where study_id = :id
                        and (state = 'WAITING' or state = 'RUNNING' and seen < :oldest)
                        order by number
                        """)
                .bind("id", id)
                .bind("oldest", oldest)
                .mapTo(Integer.class)
                .findFirst();
    }

    void begin(int number, Map<String, String> configuration, int bracket, String worker) {
        handle.createUpdate(
                        """
                        insert into trial
                        (study_id, number, configuration, bracket, state, claim, worker, seen) values
                        (:id, :number, :configuration, :bracket, 'RUNNING', 1, :worker,
                        current_timestamp)
                        """)
                .bind("id", id)
                .bind("number", number)
                .bind("configuration", StudyJson.write(configuration))
                .bind("bracket", bracket)
                .bind("worker", worker)
                .execute();
    }

    void take(int number, String worker) {
        handle.createUpdate(
                        """
                        update trial set state = 'RUNNING', claim = claim + 1, worker = :worker,
                        seen = current_timestamp, message = null
                        where study_id = :id and number = :number
                        """)
                .bind("worker", worker)
                .bind("id", id)
                .bind("number", number)
                .execute();
    }

    /// How often a trial was taken.
    int claims(int number) {
        return handle.createQuery(
                        "select claim from trial where study_id = :id and number = :number")
                .bind("id", id)
                .bind("number", number)
                .mapTo(Integer.class)
                .one();
    }

    /// Whether the claim still holds; if so, its worker was seen now.
    boolean seen(Claim claim) {
        return handle.createUpdate(
                                """
                                update trial set seen = current_timestamp where study_id = :id
                                and number = :number and claim = :claim and state = 'RUNNING'
                                """)
                        .bind("id", id)
                        .bind("number", claim.trial().number())
                        .bind("claim", claim.number())
                        .execute()
                == 1;
    }

    void insert(int trial, Report report, Map<String, Object> figures) {
        handle.createUpdate(
                        """
                        insert into report (study_id, trial, rung, share, scores, figures, seconds)
                        values (:id, :trial, :rung, :share, :scores, :figures, :seconds)
                        """)
                .bind("id", id)
                .bind("trial", trial)
                .bind("rung", report.rung())
                .bind("share", report.share())
                .bind("scores", StudyJson.write(report.scores()))
                .bind("figures", StudyJson.write(figures))
                .bind("seconds", report.seconds())
                .execute();
    }

    void release(int number, Trial.State state, Optional<String> message) {
        handle.createUpdate(
                        """
                        update trial set state = :state, message = :message
                        where study_id = :id and number = :number
                        """)
                .bind("state", state.name())
                .bind("message", message.orElse(null))
                .bind("id", id)
                .bind("number", number)
                .execute();
    }

    void stopPaused() {
        handle.createUpdate(
                        """
                        update trial set state = 'STOPPED'
                        where study_id = :id and state = 'PAUSED'
                        """)
                .bind("id", id)
                .execute();
    }
}
