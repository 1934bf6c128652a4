package org.bert4j.cli;

import org.bert4j.tensor.TensorException;
import org.bert4j.tensor.TensorFileException;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.trainer.NonFiniteException;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns exceptions into one sentence on stderr and an exit code: 2 for what the user can mend, 1 for a defect.
final class Problems implements IExecutionExceptionHandler, IParameterExceptionHandler {
    private static final int CAN_BE_MENDED = 2;
    private static final int DEFECT = 1;
    private static final Pattern JAVA_NAME = Pattern.compile("\\b[a-z]+([A-Z][a-z]+)+\\b");

    private static final Pattern CHOICES = Pattern.compile("expected one of \\[[A-Z0-9_, ]+]");

    @Override
    public int handleParseException(ParameterException problem, String[] arguments) {
        CommandSpec command = problem.getCommandLine().getCommandSpec();
        String message =
                withOptionNames(command, whatIsWrong(problem, command)).replaceFirst("\\.$", "");
        String help = "./%s --help".formatted(command.qualifiedName());
        return say("%s; see %s".formatted(message, help), CAN_BE_MENDED);
    }

    /// `finetune sentiment` asks for a task that is not there.
    private static String whatIsWrong(ParameterException problem, CommandSpec command) {
        if (problem instanceof CommandLine.UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !command.subcommands().isEmpty()) {
            return "There is no \"%s\"; choose from %s"
                    .formatted(
                            unmatched.getUnmatched().getFirst(),
                            String.join(", ", command.subcommands().keySet()));
        }
        return inWordsOfHelp(problem.getMessage());
    }

    /// The types of Java and the names of its constants are not those of the command line.
    private static String inWordsOfHelp(String message) {
        String plain =
                message.replaceFirst("^Error: ", "")
                        .replace(" is not a double", " is not a number")
                        .replaceFirst(" is not an? (int|long)\\b", " is not a whole number")
                        .replace(" (case-insensitive)", "");
        return CHOICES.matcher(plain)
                .replaceAll(
                        choices ->
                                Matcher.quoteReplacement(choices.group().toLowerCase(Locale.ROOT)));
    }

    /// What Java calls `maxLength` is `--max-length` here.
    private static String withOptionNames(CommandSpec command, String message) {
        return JAVA_NAME
                .matcher(message)
                .replaceAll(
                        word -> {
                            String option =
                                    "--"
                                            + word.group()
                                                    .replaceAll("[A-Z]", "-$0")
                                                    .toLowerCase(Locale.ROOT);
                            boolean exists = command.findOption(option) != null;
                            return Matcher.quoteReplacement(exists ? option : word.group());
                        });
    }

    @Override
    public int handleExecutionException(
            Exception problem, CommandLine command, ParseResult parsed) {
        if (problem instanceof ParameterException parameter) {
            return handleParseException(parameter, new String[0]);
        }
        if (debugWanted(parsed)) {
            problem.printStackTrace();
        }
        String message =
                withOptionNames(command.getCommandSpec(), String.valueOf(problem.getMessage()));
        return switch (problem) {
            case BadInputException _, TensorFileException _, NonFiniteException _ ->
                    say(message, CAN_BE_MENDED);
            case TensorException e when e.isOutOfMemory() ->
                    say(
                            "Out of memory: %s; lower --batch-size or --max-length, or set --micro-batch-size 1 or --gradient-checkpointing."
                                    .formatted(message),
                            CAN_BE_MENDED);
            case UncheckedIOException _ -> say(message, CAN_BE_MENDED);
            default ->
                    say(
                            "A defect of bert4j: %s; run it again with --debug and report what it prints."
                                    .formatted(problem),
                            DEFECT);
        };
    }

    /// A full disk behind stdout, or a pipe that nobody reads from: Java says so only when asked.
    static int resultLost() {
        return say(
                "Cannot write all of the result to stdout; see that the disk has space and the"
                        + " reader of the pipe goes on reading.",
                CAN_BE_MENDED);
    }

    private static boolean debugWanted(ParseResult parsed) {
        return parsed.commandSpec().root().userObject() instanceof Main main && main.debug();
    }

    private static int say(String message, int code) {
        System.err.println("bert4j: " + message);
        return code;
    }
}
