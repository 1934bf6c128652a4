package org.bert4j.cli;

import picocli.CommandLine.Command;

/// `bert4j runs`: the verb above [RunsListCommand] and its siblings; alone it lists.
@Command(
        name = "runs",
        description = "List training runs, show one, or compare two.",
        footer = {
            "",
            "Example:",
            "  ./bert4j runs list",
            "  ./bert4j runs compare my-model/seed-42 my-model/seed-43"
        })
final class RunsCommand implements Runnable {
    @Override
    public void run() {
        new RunsListCommand().run();
    }
}
