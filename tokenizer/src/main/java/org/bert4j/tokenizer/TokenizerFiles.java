package org.bert4j.tokenizer;

import tools.jackson.databind.node.ObjectNode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Puts a tokenizer together from the files of a model directory.
///
/// @param config `tokenizer_config.json` as it was read; what we do not understand of it is kept
///               when the tokenizer is saved
record TokenizerFiles(ObjectNode config) {
    static final String VOCABULARY = "vocab.txt";
    static final String TOKENIZER = "tokenizer.json";

    static TokenizerFiles none() {
        return new TokenizerFiles(JsonTree.emptyObject());
    }

    static BertTokenizer load(Path directory, TokenizerMode mode) {
        if (!Files.isDirectory(directory)) {
            throw new BadInputException(
                    "Model directory %s does not exist; check the path.".formatted(directory));
        }
        TokenizerConfig config = TokenizerConfig.read(directory);
        TokenizerJson base = base(directory, mode);
        TokenizerOptions options = config.override(base.options());
        requireSameNames(directory, base.options().specialTokens(), options.specialTokens());
        requireUnknownToken(directory, base.vocabulary(), options.specialTokens().unk());

        List<AddedToken> added = new ArrayList<>(base.options().addedTokens());
        Vocabulary vocabulary =
                withAdded(directory, base.vocabulary(), config.addedTokens(), added);
        removeOrdinary(added, options.specialTokens());
        int maxWordLength =
                mode == TokenizerMode.HF_FAST ? options.maxWordLength() : mode.maxWordLength();
        return new BertTokenizer(
                vocabulary,
                options.withAddedTokens(added).withMode(mode).withMaxWordLength(maxWordLength),
                new TokenizerFiles(config.node()));
    }

    private static TokenizerJson base(Path directory, TokenizerMode mode) {
        Path tokenizer = directory.resolve(TOKENIZER);
        Path vocabulary = directory.resolve(VOCABULARY);
        if (Files.exists(tokenizer)) {
            return TokenizerJson.read(tokenizer);
        }
        if (Files.exists(vocabulary)) {
            return new TokenizerJson(Vocabulary.read(vocabulary, mode), TokenizerOptions.UNCASED);
        }
        throw new BadInputException(
                "%s has neither %s nor %s; give the directory of a BERT model."
                        .formatted(directory, TOKENIZER, VOCABULARY));
    }

    private static void requireUnknownToken(Path directory, Vocabulary words, String unk) {
        if (!words.contains(unk)) {
            throw new BadInputException(
                    "The vocabulary in %s has no unknown token \"%s\"; add it or use the model's own."
                            .formatted(directory, unk));
        }
    }

    /// Names that `tokenizer.json` uses itself cannot be changed by the configuration.
    private static void requireSameNames(
            Path directory, SpecialTokens stored, SpecialTokens configured) {
        if (!Files.exists(directory.resolve(TOKENIZER))) {
            return;
        }
        List<String> used = List.of(stored.cls(), stored.sep(), stored.unk());
        List<String> wanted = List.of(configured.cls(), configured.sep(), configured.unk());
        if (!used.equals(wanted)) {
            throw new BadInputException(
                    "%s: tokenizer.json uses %s, but tokenizer_config.json says %s; make them agree."
                            .formatted(directory, used, wanted));
        }
    }

    /// @param added receives the tokens that were not in it
    private static Vocabulary withAdded(
            Path directory,
            Vocabulary vocabulary,
            List<TokenizerConfig.Added> configured,
            List<AddedToken> added) {
        List<String> known = new ArrayList<>(added.stream().map(AddedToken::content).toList());
        Map<Integer, String> missing = new TreeMap<>();
        int next = vocabulary.size();
        for (TokenizerConfig.Added entry : configured) {
            String content = entry.token().content();
            if (entry.id() != null && vocabulary.contains(content)) {
                vocabulary.requireId(content, entry.id(), directory.toString());
            }
            if (known.contains(content)) {
                continue;
            }
            known.add(content);
            added.add(entry.token());
            if (!vocabulary.contains(content)) {
                int id = entry.id() == null ? next : entry.id();
                missing.put(id, content);
                next = Math.max(next, id + 1);
            }
        }
        return vocabulary.withAdded(missing);
    }

    /// The five special tokens need no mention if there is nothing special about them.
    private static void removeOrdinary(List<AddedToken> added, SpecialTokens specials) {
        added.removeIf(
                token -> specials.all().contains(token.content()) && token.isOrdinarySpecial());
    }
}
