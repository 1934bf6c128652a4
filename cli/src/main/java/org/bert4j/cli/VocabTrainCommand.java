package org.bert4j.cli;

import org.bert4j.checkpoint.GrowingFile;
import org.bert4j.corpus.CorpusFiles;
import org.bert4j.dataset.Sha256;
import org.bert4j.tokenizer.Normalization;
import org.bert4j.vocabulary.LearnedVocabulary;
import org.bert4j.vocabulary.PairScore;
import org.bert4j.vocabulary.VocabularyOptions;
import org.bert4j.vocabulary.VocabularyTrainer;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

import java.nio.file.Path;
import java.util.Locale;

/// `bert4j vocab train`.
@Command(
        name = "train",
        sortOptions = false,
        description = {
            "Learn a WordPiece vocabulary from text, as Hugging Face's trainer does.",
            "The result is the same for any number of threads and any order of the files."
        },
        footer = {
            "",
            "Example:",
            "  ./bert4j vocab train --input README.md --size 1000 --output vocab.txt",
            "  ./bert4j vocab inspect --vocab vocab.txt --input README.md"
        })
final class VocabTrainCommand implements Runnable {
    @CommandLine.Spec private CommandLine.Model.CommandSpec command;

    @Mixin private CorpusFlags corpus;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "FILE",
            description = "Where the vocabulary goes: vocab.txt.")
    private Path output;

    @Option(
            names = "--size",
            paramLabel = "N",
            description = "Tokens at most (default ${DEFAULT-VALUE}).")
    private int size = VocabularyOptions.DEFAULT.size();

    @Option(
            names = "--lowercase",
            arity = "1",
            paramLabel = "true|false",
            description = "Small letters only, and no accents (default ${DEFAULT-VALUE}).")
    private boolean lowercase = true;

    @Option(
            names = "--min-frequency",
            paramLabel = "N",
            description =
                    "Join no pair of pieces that occurs less often (default ${DEFAULT-VALUE}).")
    private long minFrequency = VocabularyOptions.DEFAULT.minFrequency();

    @Option(
            names = "--limit-alphabet",
            paramLabel = "N",
            description =
                    "Keep so many characters, the most frequent ones (default ${DEFAULT-VALUE};"
                            + " Chinese has some thousands).")
    private int limitAlphabet = VocabularyOptions.DEFAULT.limitAlphabet();

    @Option(
            names = "--score",
            paramLabel = "SCORE",
            description =
                    "What makes a pair of pieces the next to be joined: count (default), or"
                            + " likelihood, which divides by the counts of both.")
    private PairScore score = PairScore.COUNT;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many count words (default: as many as there are cores).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Override
    public void run() {
        VocabularyTrainer trainer = trainer();
        CorpusFiles files = corpus.files();
        LearnedVocabulary learned;
        try (GrowingFile file = GrowingFile.create(output)) {
            learned = learn(trainer, files);
            file.write(learned.text());
            file.moveIntoPlace();
        }
        print(learned);
    }

    private VocabularyTrainer trainer() {
        try {
            VocabularyOptions options =
                    VocabularyOptions.DEFAULT
                            .withSize(size)
                            .withMinFrequency(minFrequency)
                            .withLimitAlphabet(limitAlphabet)
                            .withNormalization(Normalization.UNCASED.withLowerCase(lowercase))
                            .withScore(score);
            return VocabularyTrainer.of(options).withThreads(threads);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }

    private LearnedVocabulary learn(VocabularyTrainer trainer, CorpusFiles files) {
        try (VocabDisplay display = new VocabDisplay(files.bytes(), size)) {
            return trainer.train(CorpusTexts.of(files), display);
        }
    }

    private void print(LearnedVocabulary learned) {
        int tokens = learned.tokens().size();
        System.out.printf(
                "%d tokens: %d special, %d characters, %d of them inside words, %d joined%n",
                tokens,
                learned.specials(),
                learned.characters(),
                learned.inside(),
                learned.joined());
        System.out.printf(
                "Learned from %d words, %d different; the last pair joined occurs %d times%n",
                learned.words(), learned.distinctWords(), learned.leastFrequency());
        System.out.printf("%s, SHA-256 %s%n", output, Sha256.of(output));
        warn(learned);
    }

    private void warn(LearnedVocabulary learned) {
        if (learned.tokens().size() < size) {
            System.err.printf(
                    "No other pair occurs %d times, so the vocabulary stays below %d tokens; give"
                            + " more text or a lower --min-frequency%n",
                    minFrequency, size);
        }
        if (learned.characters() < learned.found()) {
            System.err.printf(
                    Locale.ROOT,
                    "Of %d characters %d were kept; the others are %.3f %% of the text and become"
                            + " [UNK]: --limit-alphabet keeps more%n",
                    learned.found(),
                    learned.characters(),
                    100 * (1 - learned.covered()));
        }
        if (learned.tooLongWords() > 0) {
            System.err.printf(
                    "Words of more than 100 characters were passed over (%d): they are [UNK] to any"
                            + " BERT%n",
                    learned.tooLongWords());
        }
    }
}
