package org.bert4j.cli;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.encoder.BertConfig;
import org.bert4j.encoder.BertSize;
import org.bert4j.starters.Starters;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.Normalization;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Vocabulary;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The options of `pretrain` that say what it begins with: a vocabulary and a size, or a model.
final class PretrainStart {
    private static final List<String> OF_A_NEW_MODEL = List.of("--size", "--config", "--lowercase");

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Either either;

    private static final class Either {
        @Option(
                names = "--vocab",
                paramLabel = "FILE",
                description =
                        "vocab.txt of a new model (./bert4j vocab train makes one of your text).")
        private Path vocab;

        @Option(
                names = "--model",
                paramLabel = "MODEL",
                description =
                        "Goes on with this model: a directory, a training run, or a starter:"
                                + " minilm, bge-small-zh.")
        private String model;
    }

    @Option(
            names = "--lowercase",
            arity = "1",
            paramLabel = "true|false",
            description =
                    "With --vocab: small letters only, and no accents (default ${DEFAULT-VALUE}).")
    private boolean lowercase = true;

    @ArgGroup private Sizes sizes = new Sizes();

    private static final class Sizes {
        @Option(
                names = "--size",
                paramLabel = "SIZE",
                description =
                        "With --vocab: tiny (2 layers of 128, default), mini (4/256), small"
                                + " (4/512), medium (8/512), base (12/768) or large (24/1024).")
        private BertSize size = BertSize.TINY;

        @Option(
                names = "--config",
                paramLabel = "DIR",
                description = "With --vocab: a directory whose config.json says the sizes.")
        private Path config;
    }

    @Option(names = "--offline", description = "Never open a connection.")
    private boolean offline;

    /// The model to go on with; empty: a new one.
    Optional<Path> model() {
        if (either.model == null) {
            return Optional.empty();
        }
        for (String option : OF_A_NEW_MODEL) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(
                        spec.commandLine(),
                        "%s is for a new model, and --model goes on with one that has this settled; leave out one of the two"
                                .formatted(option));
            }
        }
        return Optional.of(Starters.resolve(either.model, new PullDisplay(), offline));
    }

    /// Of a new model.
    BertTokenizer tokenizer() {
        return BertTokenizer.of(
                Vocabulary.read(either.vocab),
                TokenizerOptions.UNCASED.withNormalization(
                        lowercase ? Normalization.UNCASED : Normalization.CASED));
    }

    /// Of a new model.
    BertConfig config(BertTokenizer tokenizer) {
        int vocabulary = tokenizer.vocabulary().size();
        return sizes.config == null
                ? sizes.size.config(vocabulary)
                : Checkpoint.config(sizes.config).withVocabSize(vocabulary);
    }
}
