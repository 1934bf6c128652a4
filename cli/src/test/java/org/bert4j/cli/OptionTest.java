package org.bert4j.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

import java.util.List;
import java.util.stream.Stream;

/// What holds for the options of all commands.
class OptionTest {
    /// This command and those below it.
    private static Stream<CommandLine> commands(CommandLine line) {
        return Stream.concat(
                Stream.of(line),
                line.getSubcommands().values().stream().flatMap(OptionTest::commands));
    }

    @Test
    void noOptionTakesAMistypedOneForAValue() {
        List<OptionSpec> several =
                commands(Main.commandLine(CommandTree.whole()))
                        .flatMap(line -> line.getCommandSpec().options().stream())
                        .filter(option -> option.arity().max() > 1)
                        .toList();
        assertFalse(several.isEmpty());
        several.forEach(
                option ->
                        assertEquals(
                                SeveralValues.class,
                                option.preprocessor().getClass(),
                                option.longestName()));
    }
}
