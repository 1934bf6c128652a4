package org.bert4j.tune.study;

import org.bert4j.tokenizer.BadInputException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The studies of a database, reached through JDBC: a file of H2 for one machine, or PostgreSQL for several.
///
/// Several processes may use it at a time. The tables are made, and brought up to date, when it is opened.
public final class Studies implements AutoCloseable {
    private static final String MIGRATIONS = "classpath:org/bert4j/tune/study/migration";

    /// Others would need other tables. One of H2 in memory would be gone with its first connection.
    private static final Pattern SUPPORTED =
            Pattern.compile("jdbc:(postgresql|h2):(?!mem:)", Pattern.CASE_INSENSITIVE);

    private final Jdbi database;
    private final Handle
            open; // a database of H2 closes with its last connection, and opening it takes long

    private Studies(Jdbi database) {
        this.database = database;
        open = database.open();
    }

    /// A database in a file, made if there is none; `.mv.db` is added to its name.
    public static Studies inFile(Path file) {
        // Other processes on this machine may use the file too: the first serves the others, on
        // loopback only.
        System.setProperty("h2.bindAddress", "127.0.0.1");
        String url =
                "jdbc:h2:file:%s;AUTO_SERVER=TRUE;LOCK_TIMEOUT=60000"
                        .formatted(file.toAbsolutePath());
        return open(
                url, file + ".mv.db", "take it from a copy, or begin the search again elsewhere");
    }

    /// @param url such as `jdbc:postgresql://host/database?user=me&password=secret`
    /// @throws BadInputException if there is no such database, or it cannot be used
    public static Studies at(String url) {
        if (!SUPPORTED.matcher(url).lookingAt()) {
            throw new BadInputException(
                    "%s is not a database that holds studies; give jdbc:postgresql://host/db?user=me&password=pw, or jdbc:h2:file:PATH."
                            .formatted(withoutPassword(url)));
        }
        return open(url, withoutPassword(url), "see that it runs, and that the address is right");
    }

    /// @param name   for the message that it cannot be opened
    /// @param advice what to do then
    private static Studies open(String url, String name, String advice) {
        try {
            Flyway.configure()
                    .dataSource(url, null, null)
                    .locations(MIGRATIONS)
                    .table("bert4j_schema")
                    .baselineOnMigrate(true)
                    .baselineVersion("0")
                    .loggers("slf4j")
                    .load()
                    .migrate();
            return new Studies(Jdbi.create(url));
        } catch (FlywayException | JdbiException e) {
            throw new BadInputException(
                    "Cannot use the database %s: %s; %s.".formatted(name, reason(e), advice), e);
        }
    }

    private static String withoutPassword(String url) {
        return url.replaceAll("(?i)(password=)[^&;]*", "$1...").replaceAll("//[^/@]*@", "//");
    }

    /// What the innermost cause says that says something.
    private static String reason(Throwable e) {
        String reason = e.getClass().getSimpleName();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            reason = firstLine(cause).orElse(reason);
        }
        return reason;
    }

    private static Optional<String> firstLine(Throwable e) {
        return Optional.ofNullable(e.getMessage())
                .flatMap(message -> message.lines().findFirst())
                .map(String::strip)
                .filter(line -> !line.isEmpty());
    }

    /// Begins a study.
    ///
    /// @param trials how many it is to have
    /// @throws BadInputException if there is one of this name
    public Study create(String name, StudyDefinition definition, int trials) {
        return database.inTransaction(
                handle -> {
                    if (id(handle, name).isPresent()) {
                        throw new BadInputException(
                                "There is a study \"%s\" already; go on with it with --resume, or choose another --study name."
                                        .formatted(name));
                    }
                    handle.createUpdate(
                                    "insert into study (name, definition, trials) values (:name,"
                                            + " :definition, :trials)")
                            .bind("name", name)
                            .bind("definition", StudyJson.write(definition))
                            .bind("trials", trials)
                            .execute();
                    return study(name, id(handle, name).orElseThrow(), definition);
                });
    }

    /// The study of this name, if there is one.
    public Optional<Study> find(String name) {
        return database.withHandle(
                handle ->
                        handle.createQuery("select id, definition from study where name = :name")
                                .bind("name", name)
                                .map(
                                        (row, _) ->
                                                study(
                                                        name,
                                                        row.getLong("id"),
                                                        StudyJson.definition(
                                                                row.getString("definition"))))
                                .findOne());
    }

    /// Forgets a study, if there is one of this name.
    public void delete(String name) {
        database.useTransaction(
                handle ->
                        id(handle, name)
                                .ifPresent(
                                        study -> {
                                            for (String table :
                                                    List.of(
                                                            "report where study_id",
                                                            "trial where study_id",
                                                            "study where id")) {
                                                handle.createUpdate(
                                                                "delete from " + table + " = :id")
                                                        .bind("id", study)
                                                        .execute();
                                            }
                                        }));
    }

    /// All names, the latest study first.
    public List<String> names() {
        return database.withHandle(
                handle ->
                        handle.createQuery("select name from study order by id desc")
                                .mapTo(String.class)
                                .list());
    }

    private static Optional<Long> id(Handle handle, String name) {
        return handle.createQuery("select id from study where name = :name")
                .bind("name", name)
                .mapTo(Long.class)
                .findOne();
    }

    private Study study(String name, long id, StudyDefinition definition) {
        return new Study(database, id, name, definition, Duration.ofMinutes(1));
    }

    @Override
    public void close() {
        open.close();
    }
}
