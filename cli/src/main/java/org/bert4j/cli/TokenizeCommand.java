package org.bert4j.cli;

import org.bert4j.dataset.LfLines;
import org.bert4j.pretraining.Masking;
import org.bert4j.pretraining.MaskingView;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.CodePoints;
import org.bert4j.tokenizer.TokenizerMode;
import org.bert4j.tokenizer.Tokens;

import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.StringJoiner;

/// `bert4j tokenize`: a line of text in, a line of tokens out.
@Command(
        name = "tokenize",
        description = {
            "Split lines of text from stdin into word pieces, a line out per line in, without [CLS]"
                    + " and [SEP].",
            "Lines end at LF only."
        },
        footer = {
            "",
            "Example:  echo 'Hugging a tokenizer' | ./bert4j tokenize --model minilm",
            "prints:   hugging a token ##izer",
            "",
            "What a model is given:",
            "  ./bert4j tokenize --model minilm --table --text 'Who is she?' --pair 'A doctor.'"
        })
final class TokenizeCommand implements Runnable {
    private static final long SEED = 42;

    @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

    @Mixin private ModelOption model;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            defaultValue = "hf-fast",
            converter = ModeConverter.class,
            description = "Whose tokens exactly: hf-fast (default), hf-slow or google.")
    private TokenizerMode mode;

    @Option(
            names = "--text",
            paramLabel = "A",
            description = "With --table or --masked: the text, instead of stdin.")
    private String text;

    @Option(names = "--pair", paramLabel = "B", description = "With --table: a second text.")
    private String pair;

    @Option(
            names = "--max-length",
            paramLabel = "N",
            description = "With --table: cut to N tokens, or pad with [PAD].")
    private OptionalInt maxLength = OptionalInt.empty();

    @ArgGroup private Format format = new Format();

    private static final class Format {
        @Option(
                names = "--table",
                description =
                        "Print what the model is given for --text A, or for --text A --pair B:"
                                + " position, segment, mask, id and token, a line each.")
        private boolean table;

        @Option(
                names = "--masked",
                paramLabel = "N",
                description =
                        "Print --text A as it is, and masked N times as in pre-training: (x) is to"
                                + " be predicted and was kept, {x} is a random token.")
        private OptionalInt masked = OptionalInt.empty();

        @Option(names = "--ids", description = "Print ids instead of tokens.")
        private boolean ids;

        @Option(
                names = "--json",
                description =
                        "Print a JSON object a line: tokens, ids, and offsets [start, end) into the"
                                + " line in code points.")
        private boolean json;
    }

    /// Modes by their published names.
    static final class ModeConverter implements CommandLine.ITypeConverter<TokenizerMode> {
        @Override
        public TokenizerMode convert(String text) {
            try {
                return TokenizerMode.of(text);
            } catch (RuntimeException e) {
                throw new CommandLine.TypeConversionException(e.getMessage());
            }
        }
    }

    @Override
    public void run() {
        requireSensible();
        BertTokenizer tokenizer = BertTokenizer.load(model.directory(), mode);
        if (format.table) {
            System.out.println(InputTable.of(tokenizer, text, pair, maxLength));
            return;
        }
        if (format.masked.isPresent()) {
            new MaskingView(tokenizer, Masking.SHARE, SEED)
                    .lines(text, format.masked.getAsInt())
                    .forEach(System.out::println);
            return;
        }
        try (LfLines lines =
                new LfLines(new InputStreamReader(Utf8Lines.stdin(), StandardCharsets.UTF_8))) {
            tokenize(lines, tokenizer);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read stdin: " + e.getMessage(), e);
        }
    }

    private void requireSensible() {
        boolean shown = format.table || format.masked.isPresent();
        if (shown && text == null) {
            throw usage("--table and --masked need --text");
        }
        if (!shown && text != null || !format.table && (pair != null || maxLength.isPresent())) {
            throw usage(
                    "--text belongs to --table or --masked, --pair and --max-length to --table;"
                            + " other texts come from stdin");
        }
        if (format.masked.orElse(1) < 1) {
            throw usage("--masked is %d; give at least 1".formatted(format.masked.getAsInt()));
        }
        int least = pair == null ? 2 : 3;
        if (maxLength.orElse(least) < least) {
            throw usage(
                    "--max-length is %d; give at least %d".formatted(maxLength.getAsInt(), least));
        }
    }

    private ParameterException usage(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void tokenize(LfLines lines, BertTokenizer tokenizer) throws IOException {
        // closing it would close stdout
        PrintStream out =
                new PrintStream(
                        new BufferedOutputStream(System.out, 1 << 16),
                        false,
                        StandardCharsets.UTF_8);
        try {
            for (String line = lines.next(); line != null; line = lines.next()) {
                Tokens tokens = tokenizer.tokenize(line);
                out.print(format.json ? Json.line(describe(tokens)) : joined(tokens));
                out.print('\n');
            }
        } finally {
            out.flush(); // a bad line does not cost those before it
        }
    }

    private String joined(Tokens tokens) {
        StringJoiner joiner = new StringJoiner(" ");
        for (int i = 0; i < tokens.size(); i++) {
            joiner.add(format.ids ? Integer.toString(tokens.id(i)) : tokens.token(i));
        }
        return joiner.toString();
    }

    private static Map<String, Object> describe(Tokens tokens) {
        List<String> pieces = new ArrayList<>();
        List<int[]> offsets = new ArrayList<>();
        CodePoints codePoints = CodePoints.of(tokens.text());
        for (int i = 0; i < tokens.size(); i++) {
            pieces.add(tokens.token(i));
            offsets.add(
                    new int[] {
                        codePoints.fromUtf16(tokens.start(i)), codePoints.fromUtf16(tokens.end(i))
                    });
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tokens", pieces);
        json.put("ids", tokens.ids());
        json.put("offsets", offsets);
        return json;
    }
}
