package org.bert4j.cli;

import org.bert4j.trainer.Stop;
import org.bert4j.tune.Worker;
import org.bert4j.tune.study.Studies;
import org.bert4j.tune.study.Study;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.time.Duration;
import java.util.concurrent.Callable;

/// `bert4j tune worker`.
@Command(
        name = "worker",
        description = {
            "Help with a search that another process has begun: take trials until none is left.",
            "Several machines share a PostgreSQL database and the directory of the search. A trial"
                    + " whose worker dies is taken over and goes on from its last checkpoint."
        },
        footer = {
            "",
            "Example:",
            "  ./bert4j tune worker --study mine \\",
            "      --storage 'jdbc:postgresql://host/db?user=me&password=pw'"
        })
final class TuneWorkerCommand implements Callable<Integer> {
    @Mixin private StudyFlags flags;

    @Option(names = "--study", paramLabel = "NAME", description = "Name in the database.")
    private String name;

    @Option(
            names = "--lease",
            paramLabel = "TIME",
            defaultValue = "1m",
            converter = DurationConverter.class,
            description =
                    "A worker that has given no sign of life for so long has lost its trial"
                            + " (default ${DEFAULT-VALUE}).")
    private Duration lease;

    /// For workers that a search starts for itself.
    @Option(names = "--until-parent-ends", hidden = true)
    private boolean untilParentEnds;

    @Override
    public Integer call() {
        try (Studies studies = flags.open()) {
            Study found = name == null ? flags.in(studies) : flags.named(name, studies);
            Study study = found.withLease(lease);
            try (TuneDisplay display = new TuneDisplay(study);
                    Interrupt interrupt = new Interrupt()) {
                if (untilParentEnds) {
                    stopWithParent(interrupt.stop());
                }
                new Worker(
                                WorkerName.ofThisProcess(),
                                study,
                                TrialArguments.of(study.definition()),
                                display,
                                interrupt.stop())
                        .run();
                return interrupt.stop().isWanted() ? Interrupt.EXIT_CODE : 0;
            }
        }
    }

    private static void stopWithParent(Stop stop) {
        ProcessHandle.current()
                .parent()
                .ifPresent(parent -> parent.onExit().thenRun(stop::request));
    }
}
