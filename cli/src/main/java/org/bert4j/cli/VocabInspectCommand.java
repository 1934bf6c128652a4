package org.bert4j.cli;

import org.bert4j.corpus.CorpusFiles;
import org.bert4j.starters.Starters;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.Normalization;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Vocabulary;
import org.bert4j.vocabulary.VocabularyReport;
import org.bert4j.vocabulary.VocabularyReport.SplitWord;
import org.bert4j.vocabulary.WordCounter;
import org.bert4j.vocabulary.WordCounts;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// `bert4j vocab inspect`.
@Command(
        name = "inspect",
        sortOptions = false,
        description = "See how well a vocabulary fits a text.",
        footer = {"", "Example:", "  ./bert4j vocab inspect --vocab minilm --input README.md"})
final class VocabInspectCommand implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec command;

    @Option(
            names = "--vocab",
            required = true,
            paramLabel = "VOCAB",
            description = "A vocab.txt, or a model: a directory or a starter.")
    private String vocab;

    @Mixin private CorpusFlags corpus;

    @Option(
            names = "--lowercase",
            arity = "1",
            paramLabel = "true|false",
            description =
                    "With a vocab.txt: whether it has small letters only (default true). A model"
                            + " says so itself.")
    private Boolean lowercase;

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "How many words and characters to list (default ${DEFAULT-VALUE}).")
    private int top = 5;

    @Option(names = "--offline", description = "Never open a connection.")
    private boolean offline;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Override
    public void run() {
        if (top < 0) {
            throw new ParameterException(
                    command.commandLine(), "--top is %d; give 0 or more".formatted(top));
        }
        BertTokenizer tokenizer = tokenizer();
        CorpusFiles files = corpus.files();
        VocabularyReport report = VocabularyReport.of(count(tokenizer, files), tokenizer, top);
        if (json) {
            System.out.println(Json.indented(figures(report)));
        } else {
            print(report);
        }
    }

    private BertTokenizer tokenizer() {
        Path file = Path.of(vocab);
        if (Files.isRegularFile(file)) {
            boolean lower = lowercase == null || lowercase;
            return BertTokenizer.of(
                    Vocabulary.read(file),
                    TokenizerOptions.UNCASED.withNormalization(
                            Normalization.UNCASED.withLowerCase(lower)));
        }
        if (!Files.exists(file) && vocab.endsWith(".txt")) {
            throw new BadInputException(
                    "%s does not exist; give a vocab.txt, the directory of a model, or a starter."
                            .formatted(vocab));
        }
        if (lowercase != null) {
            throw new ParameterException(
                    command.commandLine(),
                    "--lowercase goes with a vocab.txt, and %s is none".formatted(vocab));
        }
        return BertTokenizer.load(Starters.resolve(vocab, new PullDisplay(), offline));
    }

    private static WordCounts count(BertTokenizer tokenizer, CorpusFiles files) {
        try (VocabDisplay display = new VocabDisplay(files.bytes(), 0)) {
            return WordCounter.of(tokenizer.options().normalization())
                    .count(CorpusTexts.of(files), display);
        }
    }

    private static Map<String, Object> figures(VocabularyReport report) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("tokens", report.tokens());
        figures.put("used_tokens", report.usedTokens());
        figures.put("words", report.words());
        figures.put("distinct_words", report.distinctWords());
        figures.put("pieces", report.pieces());
        figures.put("pieces_per_word", report.piecesPerWord());
        figures.put("whole_words", report.wholeWords());
        figures.put("unknown_words", report.unknownWords());
        figures.put("unknown_rate", report.unknownRate());
        figures.put("characters", report.characters());
        figures.put("covered_characters", report.coveredCharacters());
        figures.put("coverage", report.coverage());
        figures.put("missing_characters", report.missing());
        figures.put("most_split_words", report.mostSplit());
        figures.put("longest_words", report.longest());
        return figures;
    }

    private void print(VocabularyReport report) {
        line("tokens", "%d, of which the text uses %d", report.tokens(), report.usedTokens());
        line("words", "%d, %d different", report.words(), report.distinctWords());
        line("pieces per word", "%.4f", report.piecesPerWord());
        line("whole words", "%.3f %%", 100.0 * report.wholeWords() / Math.max(1, report.words()));
        line("[UNK]", "%.3f %% of the words", 100 * report.unknownRate());
        line("alphabet", "covers %.4f %% of the characters", 100 * report.coverage());
        report.missing().forEach(missing -> line("  " + missing.word(), "%d", missing.count()));
        print("most split words", report.mostSplit());
        print("longest words", report.longest());
    }

    private static void print(String title, List<SplitWord> words) {
        if (words.isEmpty()) {
            return;
        }
        System.out.println(title);
        for (SplitWord word : words) {
            String pieces = String.join(" ", word.pieces());
            line("  " + word.word(), "%d  %s", word.count(), pieces);
        }
    }

    private static void line(String name, String format, Object... values) {
        System.out.printf("%-20s %s%n", name, String.format(Locale.ROOT, format, values));
    }
}
