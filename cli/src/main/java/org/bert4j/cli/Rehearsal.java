package org.bert4j.cli;

import org.bert4j.checkpoint.DirectoryWriter;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Vocabulary;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Does once what must start at once, so that Java can note which classes that takes: the launcher runs it after a build
/// to make the start-up archive. It opens no connection, loads no native library and prints nothing.
public final class Rehearsal {
    private static final String LINE = "Hugging a tokenizer, 2025: naïve 中国!\n";
    private static final List<String> COMMANDS =
            List.of(
                    "",
                    "--help",
                    "--version",
                    "models",
                    "models --help",
                    "tokenize --help",
                    "finetune --help",
                    "finetune classify --help",
                    "finetune qa --help",
                    "predict classify --help",
                    "tokenize --model @",
                    "tokenize --model @ --json",
                    "tokenize --no-such-option");

    private Rehearsal() {}

    public static void main(String[] arguments) throws IOException {
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(System.out);
        Path model = Files.createTempDirectory("bert4j-rehearsal");
        try {
            tokenizer().save(model);
            COMMANDS.forEach(command -> execute(command.replace("@", model.toString())));
        } finally {
            DirectoryWriter.delete(model);
        }
    }

    /// As large as usual ones: a small one would be read in other ways.
    private static BertTokenizer tokenizer() {
        Stream<String> specials = Stream.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");
        Stream<String> words =
                IntStream.range(0, 20_000)
                        .mapToObj(i -> (i % 2 == 0 ? "##" : "") + Integer.toString(i, 36));
        return BertTokenizer.of(
                Vocabulary.of(Stream.concat(specials, words).toList()), TokenizerOptions.UNCASED);
    }

    private static void execute(String line) {
        String[] words = line.isEmpty() ? new String[0] : line.split(" ");
        System.setIn(new ByteArrayInputStream(LINE.getBytes(StandardCharsets.UTF_8)));
        Main.commandLine(CommandTree.of(words)).execute(words);
    }
}
