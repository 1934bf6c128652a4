package org.bert4j.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Builds the commands that a command line can mean. Of the others it makes a name and a description, which is all that
/// the help of the command above shows of them: reading the options of every command takes longer than most of them run.
///
/// @param mayBeMeant whether a command of this name can be the one that is asked for
record CommandTree(Predicate<String> mayBeMeant) {
    /// Every command with all its options.
    static CommandTree whole() {
        return new CommandTree(_ -> true);
    }

    /// What these words can name. Words that begin with `@` stand for those in a file, which may be any.
    static CommandTree of(String... words) {
        Set<String> all = Set.copyOf(List.of(words));
        boolean namesFile = all.stream().anyMatch(word -> word.startsWith("@"));
        return new CommandTree(name -> namesFile || all.contains(name));
    }

    /// @param command annotated with its name and what it does
    void add(CommandLine parent, Class<?> command) {
        Command about = command.getAnnotation(Command.class);
        add(parent, about.name(), about.description(), () -> new CommandLine(command));
    }

    void add(CommandLine parent, String name, String[] description, Supplier<CommandLine> command) {
        CommandLine line =
                mayBeMeant.test(name) ? command.get() : new CommandLine(outline(description));
        parent.addSubcommand(name, line);
    }

    /// A command of which there is more than an outline.
    Optional<CommandLine> whole(CommandLine parent, String name) {
        return Optional.of(name).filter(mayBeMeant).map(parent.getSubcommands()::get);
    }

    private static CommandSpec outline(String... description) {
        CommandSpec spec = CommandSpec.create();
        spec.usageMessage().description(description);
        return spec;
    }
}
