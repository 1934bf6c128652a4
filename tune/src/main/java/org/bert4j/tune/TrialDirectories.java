package org.bert4j.tune;

import org.bert4j.checkpoint.DirectoryWriter;
import org.bert4j.tune.study.Study;
import org.bert4j.tune.trial.Pareto;
import org.bert4j.tune.trial.Trial;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Where trials are trained, and which of their models are kept: the best one, and what is needed to go on.
///
/// @param root of the study
public record TrialDirectories(Path root) {
    private static final String BEST = "best";
    private static final String LAST = "last";

    public static TrialDirectories of(Study study) {
        return new TrialDirectories(Path.of(study.definition().directory()));
    }

    /// That of a trial's run.
    public Path of(Trial trial) {
        return trials().resolve(String.format(Locale.ROOT, "%04d", trial.number()));
    }

    /// Deletes the runs of all trials.
    public void delete() {
        delete(trials());
    }

    private Path trials() {
        return root.resolve("trials");
    }

    /// Deletes models that nobody will ask for.
    void tidy(List<Trial> trials) {
        List<Trial> wanted = wanted(trials);
        for (Trial trial : trials) {
            if (trial.isOver()) {
                delete(of(trial).resolve(LAST));
                if (!wanted.contains(trial)) {
                    delete(of(trial).resolve(BEST));
                }
            }
        }
    }

    /// With several objectives, all that no other beats in everything.
    private static List<Trial> wanted(List<Trial> trials) {
        Optional<Trial> best = Trial.best(trials);
        boolean several =
                best.flatMap(Trial::lastReport).stream().anyMatch(last -> last.scores().size() > 1);
        return several ? Pareto.front(trials) : best.stream().toList();
    }

    private static void delete(Path directory) {
        try {
            DirectoryWriter.delete(directory);
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(directory, e);
        }
    }
}
