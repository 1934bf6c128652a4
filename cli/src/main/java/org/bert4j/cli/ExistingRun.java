package org.bert4j.cli;

import org.bert4j.trainer.RunDirectory;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/// What becomes of a run that is there already: one option or the other, or it is left alone.
final class ExistingRun {
    @Option(names = "--resume", description = "Go on with the run in DIR.")
    private boolean resume;

    @Option(names = "--overwrite", description = "Replace the run in DIR.")
    private boolean overwrite;

    boolean isResumed() {
        return resume;
    }

    boolean isOverwritten() {
        return overwrite;
    }

    RunDirectory place(Path directory) {
        return resume ? RunDirectory.resume(directory) : fresh(directory);
    }

    /// Where there is nothing to go on with.
    RunDirectory fresh(Path directory) {
        return overwrite ? RunDirectory.overwrite(directory) : RunDirectory.create(directory);
    }
}
