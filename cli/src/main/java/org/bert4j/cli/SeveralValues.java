package org.bert4j.cli;

import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.UnmatchedArgumentException;

import java.util.List;
import java.util.Map;
import java.util.Stack;

/// For options that take several values: no word that begins with `--` is one of them. A mistyped option would else be
/// taken for another value of the option before it.
final class SeveralValues implements IParameterPreprocessor {
    private static final String OPTION = "--";

    /// @param words what is left of the command line, the next word last
    /// @return false: the values are still to be taken
    @Override
    public boolean preprocess(
            Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> about) {
        for (String word : words.reversed()) {
            String name = word.replaceFirst("=.*", "");
            if (word.equals(OPTION) || command.optionsMap().containsKey(name)) {
                return false;
            }
            if (word.startsWith(OPTION)) {
                throw new UnmatchedArgumentException(command.commandLine(), List.of(word));
            }
        }
        return false;
    }
}
