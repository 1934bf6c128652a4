package org.bert4j.cli;

import org.bert4j.feature.LongText;
import org.bert4j.task.ClassWeights;
import org.bert4j.task.Freeze;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/// The command itself; every verb is a class of its own.
@Command(
        name = "bert4j",
        description = "BERT on the JVM: fine-tune, evaluate and use it, in one Java process.",
        versionProvider = Version.class,
        footer = {"", "Begin with:  ./bert4j demo", "More on a verb:  ./bert4j finetune qa --help"})
public final class Main implements Runnable {
    private static final List<Class<?>> VERBS =
            List.of(
                    DemoCommand.class,
                    ModelsCommand.class,
                    TokenizeCommand.class,
                    VocabCommand.class,
                    PretrainCommand.class,
                    FinetuneCommand.class,
                    TuneCommand.class,
                    EvaluateCommand.class,
                    PredictCommand.class,
                    RunsCommand.class,
                    BenchCommand.class,
                    DoctorCommand.class);

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the versions of bert4j and Java.")
    private boolean version;

    @Option(
            names = "--debug",
            scope = ScopeType.INHERIT,
            description = "Show stack traces of problems.")
    private boolean debug;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    public static void main(String[] arguments) {
        System.setOut(utf8(FileDescriptor.out));
        System.setErr(utf8(FileDescriptor.err));
        Locale.setDefault(Locale.ROOT); // figures look the same on every machine
        int code = commandLine(CommandTree.of(arguments)).execute(arguments);
        System.exit(code == 0 && System.out.checkError() ? Problems.resultLost() : code);
    }

    /// The command that words such as `finetune classify ...` name, with its options set, but not run.
    ///
    /// @return empty if the first has no command of the second word's name
    static Optional<Object> parsed(List<String> words) {
        String[] all = words.toArray(String[]::new);
        CommandLine root = commandLine(CommandTree.of(all));
        CommandLine verb = root.getSubcommands().get(words.getFirst());
        return Optional.of(words.get(1))
                .filter(verb.getSubcommands()::containsKey)
                .map(_ -> root.parseArgs(all).subcommand().subcommand())
                .map(parsed -> parsed.commandSpec().userObject());
    }

    static CommandLine commandLine(CommandTree tree) {
        CommandLine line = new CommandLine(new Main());
        VERBS.forEach(verb -> tree.add(line, verb));
        Tasks.addTo(line, tree);
        Problems problems = new Problems();
        return line.registerConverter(
                        OptionalInt.class,
                        text -> OptionalInt.of(wholeNumber(text, Integer::parseInt)))
                .registerConverter(
                        OptionalLong.class,
                        text -> OptionalLong.of(wholeNumber(text, Long::parseLong)))
                .registerConverter(Freeze.class, text -> named(text, Freeze::named))
                .registerConverter(ClassWeights.class, text -> named(text, ClassWeights::named))
                .registerConverter(LongText.class, text -> named(text, LongText::named))
                .setExecutionExceptionHandler(problems)
                .setParameterExceptionHandler(problems)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setAbbreviatedOptionsAllowed(false);
    }

    private static <T> T wholeNumber(String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (NumberFormatException e) {
            throw new CommandLine.TypeConversionException(
                    "'%s' is not a whole number".formatted(text));
        }
    }

    /// Puts the option's name before what is wrong with its value.
    private static <T> T named(String text, Function<String, T> parse) {
        try {
            return parse.apply(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(e.getMessage());
        }
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    boolean debug() {
        return debug;
    }
}
