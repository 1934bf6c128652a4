package org.bert4j.cli;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.DirectoryWriter;
import org.bert4j.checkpoint.ExtendedVocabulary;
import org.bert4j.corpus.CorpusFiles;
import org.bert4j.corpus.CorpusLines;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.vocabulary.NewWords;
import org.bert4j.vocabulary.VocabularyReport;
import org.bert4j.vocabulary.WordCounter;
import org.bert4j.vocabulary.WordCounts;

import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `bert4j vocab extend`.
@Command(
        name = "extend",
        sortOptions = false,
        description = {
            "Add words to the vocabulary of a model.",
            "Of a text those words are added that save most pieces, or those of a list. Each begins"
                    + " as the mean of the pieces it was split into; train the model on before it"
                    + " is used."
        },
        footer = {
            "",
            "Example:",
            "  ./bert4j vocab extend --model minilm --input README.md --add 50 \\",
            "      --output my-minilm"
        })
final class VocabExtendCommand implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec command;

    @Mixin private ModelOption model;

    @ArgGroup(multiplicity = "1")
    private Where where;

    /// Where the words come from.
    private static final class Where {
        @Option(
                names = "--input",
                required = true,
                arity = "1..*",
                preprocessor = SeveralValues.class,
                paramLabel = "PATH",
                description = "Text files and folders of them: the words are found there.")
        private List<Path> input;

        @Option(
                names = "--words",
                required = true,
                paramLabel = "FILE",
                description = "The words, one a line, the most important first.")
        private Path words;
    }

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "Where the model goes: a new directory.")
    private Path output;

    @Option(
            names = "--add",
            paramLabel = "N",
            description = "Add so many words at most (default ${DEFAULT-VALUE}).")
    private int add = 1000;

    @Option(
            names = "--min-frequency",
            paramLabel = "N",
            description =
                    "With --input: add no word that occurs less often (default ${DEFAULT-VALUE}).")
    private long minFrequency = 5;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            converter = CorpusFlags.EncodingConverter.class,
            description = "Encoding of all files, such as GB18030 (default: UTF-8).")
    private Charset encoding;

    @Override
    public void run() {
        if (add < 1) {
            throw new ParameterException(
                    command.commandLine(), "--add is %d; give 1 or more".formatted(add));
        }
        DirectoryWriter.requireEmpty(output);
        try (Checkpoint checkpoint = Checkpoint.open(model.directory())) {
            if (where.input == null) {
                extendByList(checkpoint);
            } else {
                extendByText(checkpoint);
            }
        }
    }

    private void extendByList(Checkpoint checkpoint) {
        List<String> words =
                new NewWords(checkpoint.tokenizer())
                        .listed(linesOf(where.words), where.words.toString());
        write(checkpoint, words.subList(0, Math.min(add, words.size())));
    }

    private List<String> linesOf(Path file) {
        if (Files.isDirectory(file)) {
            throw new BadInputException(
                    "%s is a directory; name a file with a word on each line.".formatted(file));
        }
        List<String> all = new ArrayList<>();
        CorpusFiles files = CorpusFiles.of(List.of(file), Optional.ofNullable(encoding));
        try (CorpusLines lines = files.files().getFirst().open()) {
            for (String line = lines.next(); line != null; line = lines.next()) {
                all.add(line);
            }
        }
        return all;
    }

    private void extendByText(Checkpoint checkpoint) {
        BertTokenizer tokenizer = checkpoint.tokenizer();
        WordCounts counts = count(tokenizer);
        List<String> words = new NewWords(tokenizer).mostSaving(counts, add, minFrequency);
        write(checkpoint, words);
        System.out.printf(
                Locale.ROOT,
                "Pieces per word of the text: %.4f before, %.4f now%n",
                piecesPerWord(counts, tokenizer),
                piecesPerWord(counts, ExtendedVocabulary.withWords(tokenizer, words)));
    }

    private WordCounts count(BertTokenizer tokenizer) {
        CorpusFiles files = CorpusFiles.of(where.input, Optional.ofNullable(encoding));
        try (VocabDisplay display = new VocabDisplay(files.bytes(), 0)) {
            return WordCounter.of(tokenizer.options().normalization())
                    .count(CorpusTexts.of(files), display);
        }
    }

    private static double piecesPerWord(WordCounts counts, BertTokenizer tokenizer) {
        return VocabularyReport.of(counts, tokenizer, 0).piecesPerWord();
    }

    private void write(Checkpoint checkpoint, List<String> words) {
        ExtendedVocabulary.write(checkpoint, words, output);
        int before = checkpoint.tokenizer().vocabulary().size();
        String first = String.join(", ", words.subList(0, Math.min(10, words.size())));
        System.out.printf(
                "%d words added to %d tokens: %s%s%n",
                words.size(), before, first, words.size() > 10 ? ", ..." : "");
        System.out.printf("The model is %s%n", output);
    }
}
