package org.bert4j.cli;

import org.bert4j.tune.study.Objective;
import org.bert4j.tune.study.StudyDefinition;

import java.util.List;

/// Random searches with a very small model, every trial of which is trained to its end.
final class TinyStudies {
    private TinyStudies() {}

    /// @param workspace with the model in `tiny/` and data in `train.tsv`
    /// @param directory of the trials, in the workspace
    /// @param options   that all trials share, besides model, data and precision
    static StudyDefinition random(Workspace workspace, String directory, String options) {
        String shared =
                "--model @/tiny --train @/train.tsv --dev @/train.tsv --precision fp32 " + options;
        return new StudyDefinition(
                "classify",
                List.of(workspace.words(shared)),
                List.of("learning-rate=log(1e-4,1e-2)"),
                StudyDefinition.SamplerName.RANDOM,
                StudyDefinition.SchedulerName.NONE,
                List.of(Objective.SCORE),
                3,
                workspace.path(directory).toString());
    }
}
