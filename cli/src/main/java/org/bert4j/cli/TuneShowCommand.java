package org.bert4j.cli;

import org.bert4j.tune.study.Studies;
import org.bert4j.tune.study.Study;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;

/// `bert4j tune show`.
@Command(
        name = "show",
        description = "Show the trials of a search, also while it runs.",
        footer = {"", "Example:", "  ./bert4j tune show my-search"})
final class TuneShowCommand implements Runnable {
    @Mixin private StudyFlags flags;

    @ArgGroup private Form form = new Form();

    private static final class Form {
        @Option(names = "--json", description = "Print everything as JSON.")
        private boolean json;

        @Option(
                names = "--html",
                paramLabel = "FILE",
                description =
                        "Write charts and tables into a page that opens without a network: history,"
                                + " parallel coordinates, importance of options, slices, learning"
                                + " curves.")
        private Path html;
    }

    @Override
    public void run() {
        try (Studies studies = flags.open()) {
            Study study = flags.in(studies);
            StudySummary summary = new StudySummary(study);
            if (form.json) {
                System.out.println(Json.indented(summary.json()));
                return;
            }
            if (form.html != null) {
                summary.write(form.html);
                System.out.println("Wrote " + form.html);
                return;
            }
            StudyTable table = new StudyTable(study);
            System.out.println(table.header());
            study.trials().forEach(trial -> System.out.println(table.line(trial)));
            summary.print();
        }
    }
}
