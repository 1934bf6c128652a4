package org.bert4j.cli;

import org.bert4j.trainer.FineTuning;
import org.bert4j.tune.TrialRecipes;
import org.bert4j.tune.study.StudyDefinition;

import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The command line of a trial: `finetune TASK` with what all trials share, and the searched options.
///
/// @param task   as in `finetune TASK`
/// @param shared words of the command line
record TrialArguments(String task, List<String> shared) implements TrialRecipes {
    /// What a study's trials share.
    static TrialArguments of(StudyDefinition definition) {
        return new TrialArguments(definition.task(), definition.arguments());
    }

    /// The options that the user has given, without those of the search. Files get absolute names, for a worker may run
    /// elsewhere.
    ///
    /// @param without names of options that the trials do not have
    static List<String> shared(ParseResult given, Set<String> without) {
        List<String> words = new ArrayList<>();
        for (OptionSpec option : given.matchedOptionsSet()) {
            if (!without.contains(option.longestName())) {
                words.add(option.longestName());
                if (option.arity().max() > 0) {
                    option.originalStringValues()
                            .forEach(value -> words.add(absolute(option, value)));
                }
            }
        }
        return words;
    }

    private static String absolute(ArgSpec option, String value) {
        boolean file =
                List.of(option.auxiliaryTypes()).contains(Path.class)
                        || option.paramLabel().equals("MODEL") && Files.isDirectory(Path.of(value));
        return file ? Path.of(value).toAbsolutePath().normalize().toString() : value;
    }

    @Override
    public FineTuning recipe(Map<String, String> configuration) {
        try {
            return Main.parsed(words(configuration, Path.of("trial")))
                    .map(FinetuneTaskCommand.class::cast)
                    .orElseThrow()
                    .firstRecipe();
        } catch (ParameterException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /// What makes the same run without a search.
    ///
    /// @param output where to
    List<String> words(Map<String, String> configuration, Path output) {
        List<String> words = new ArrayList<>(List.of("finetune", task));
        words.addAll(shared);
        configuration.forEach((name, value) -> words.addAll(List.of("--" + name, value)));
        words.addAll(List.of("--output", output.toString()));
        return words;
    }

    /// The same as a line to paste.
    String line(Map<String, String> configuration, Path output) {
        StringBuilder line = new StringBuilder("./bert4j");
        for (String word : words(configuration, output)) {
            line.append(' ').append(quoted(word));
        }
        return line.toString();
    }

    private static String quoted(String word) {
        return word.matches("[\\w./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
