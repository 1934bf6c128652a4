package org.bert4j.cli;

import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tune.study.Studies;
import org.bert4j.tune.study.Study;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Which study a command is about.
final class StudyFlags {
    /// The database of a study that has none of its own.
    static final String FILE = "studies";

    @Parameters(
            paramLabel = "STUDY",
            arity = "0..1",
            description = "The directory of the search, or with --storage the study's name.")
    private String study;

    @Option(
            names = "--storage",
            paramLabel = "JDBC",
            description = "The database that holds the study, if it is not in the directory.")
    private String storage;

    /// @throws BadInputException if there is no such study
    Studies open() {
        if (storage != null) {
            return Studies.at(storage);
        }
        if (study == null) {
            throw new BadInputException(
                    "No search is named; name the --output of a tune command, or a --storage.");
        }
        if (!holdsStudies(Path.of(study))) {
            throw new BadInputException(
                    "%s holds no search (no %s.mv.db); name the --output of a tune command, or a --storage."
                            .formatted(study, FILE));
        }
        return Studies.inFile(file(Path.of(study)));
    }

    static boolean holdsStudies(Path directory) {
        return Files.exists(directory.resolve(FILE + ".mv.db"));
    }

    static Path file(Path directory) {
        return directory.resolve(FILE);
    }

    /// The study that is meant among those of a database.
    ///
    /// @throws BadInputException if that is none, or it is not clear which one
    Study in(Studies studies) {
        if (storage != null && study != null) {
            return named(study, studies);
        }
        List<String> names = names(studies);
        if (storage != null && names.size() > 1) {
            throw new BadInputException(
                    "%s holds several searches; name one of them: %s."
                            .formatted(place(), String.join(", ", names)));
        }
        return studies.find(names.getFirst()).orElseThrow();
    }

    /// @throws BadInputException if there is none of this name
    Study named(String name, Studies studies) {
        return studies.find(name)
                .orElseThrow(
                        () ->
                                new BadInputException(
                                        "%s holds no search \"%s\"; name one of: %s."
                                                .formatted(
                                                        place(),
                                                        name,
                                                        String.join(", ", names(studies)))));
    }

    /// At least one.
    private List<String> names(Studies studies) {
        List<String> names = studies.names();
        if (names.isEmpty()) {
            throw new BadInputException(
                    "%s holds no search yet; begin one with tune TASK, or name another."
                            .formatted(place()));
        }
        return names;
    }

    /// Where studies are looked for, for messages.
    private String place() {
        return storage != null ? "The database" : study;
    }
}
