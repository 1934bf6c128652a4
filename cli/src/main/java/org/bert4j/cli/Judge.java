package org.bert4j.cli;

import org.bert4j.tokenizer.BadInputException;

import picocli.CommandLine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Evaluates models of one task on some data: what `evaluate TASK` does.
interface Judge {
    /// @param model  its directory
    /// @param writes whether the predictions go where the user wants them
    Judgement judge(Path model, boolean writes);

    /// That of `evaluate TASK --data FILE...` without other options.
    ///
    /// @throws BadInputException if there is no such task
    static Judge of(String task, List<Path> data) {
        List<String> words =
                new ArrayList<>(List.of("evaluate", task, "--model", "none", "--data"));
        data.forEach(file -> words.add(file.toString()));
        CommandLine root = Main.commandLine(CommandTree.of(words.toArray(String[]::new)));
        return Optional.ofNullable(root.getSubcommands().get("evaluate").getSubcommands().get(task))
                .map(_ -> root.parseArgs(words.toArray(String[]::new)))
                .map(parsed -> parsed.subcommand().subcommand().commandSpec().userObject())
                .filter(Judge.class::isInstance)
                .map(Judge.class::cast)
                .orElseThrow(
                        () ->
                                new BadInputException(
                                        "Models of the task %s are not evaluated on files; leave out --data."
                                                .formatted(task)));
    }
}
