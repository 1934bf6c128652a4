package org.bert4j.oracle.tokenizer;

import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Vocabulary;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// In mode hf-fast, ids, tokens and offsets are those of the Rust tokenizer (0.21, in DJL 0.38).
class RustParityTest {
    private static final int CHARACTERS_IN_A_TEXT = 256;

    /// Code points from here on are private or not assigned, but for a few at the start of plane 14;
    /// of those planes the first and the last page are looked at.
    private static final int END_OF_LETTERS = 0x32000;

    @Test
    void everyCodePointIsTreatedAlike() throws IOException {
        BertTokenizer ours =
                BertTokenizer.of(vocabularyOfEveryCharacter(), TokenizerOptions.UNCASED);
        try (Comparison comparison = Comparison.of(ours)) {
            for (int first = 0; first < END_OF_LETTERS; first += CHARACTERS_IN_A_TEXT) {
                comparison.check(textOfCharactersFrom(first));
            }
            for (int plane = 0x40000; plane <= 0x100000; plane += 0x10000) {
                comparison.check(textOfCharactersFrom(plane));
                comparison.check(textOfCharactersFrom(plane + 0xFF00));
            }
        }
    }

    /// Each character is a token, so that no difference hides behind an unknown word.
    private static Vocabulary vocabularyOfEveryCharacter() {
        List<String> tokens =
                new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
        for (int c = 0x21; c < END_OF_LETTERS; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                tokens.add(Character.toString(c));
                tokens.add("##" + Character.toString(c));
            }
        }
        return Vocabulary.of(tokens);
    }

    /// Each in a word, between letters and among marks that it may be sorted past.
    private static String textOfCharactersFrom(int first) {
        StringBuilder text = new StringBuilder();
        for (int c = first; c < first + CHARACTERS_IN_A_TEXT; c++) {
            text.append('a').appendCodePoint(c).append("\u0323\u0345").appendCodePoint(c);
            text.append("\u05b0b ");
        }
        return text.toString();
    }

    @ParameterizedTest
    @EnumSource
    void twentyThousandGeneratedTextsGiveTheSameTokens(Models model) throws IOException {
        compareGenerated(model, 20_000, 42);
    }

    /// A million over the eight models.
    @Tag("slow")
    @ParameterizedTest
    @EnumSource
    void aMillionGeneratedTextsGiveTheSameTokens(Models model) throws IOException {
        compareGenerated(model, 125_000, 4711);
    }

    private static void compareGenerated(Models model, int count, long seed) throws IOException {
        RandomTexts texts = new RandomTexts(seed, model.vocabulary());
        try (Comparison comparison = Comparison.of(model.tokenizer())) {
            for (int i = 0; i < count; i++) {
                comparison.check(texts.next());
            }
            System.out.println(model + ": " + comparison.summary());
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "SMALL_[AC].*|SMALL_UNCL.*")
    void everyFiftiethLineOfTheSharedDataGivesTheSameTokens(Models model) throws IOException {
        compareSharedData(model, 50);
    }

    @Tag("slow")
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "SMALL_[AC].*|SMALL_UNCL.*")
    void everyLineOfTheSharedDataGivesTheSameTokens(Models model) throws IOException {
        compareSharedData(model, 1);
    }

    private static void compareSharedData(Models model, int every) throws IOException {
        Assumptions.assumeTrue(Files.isDirectory(SharedData.directory()), "no shared data here");
        int[] seen = {0};
        try (Comparison comparison = Comparison.of(model.tokenizer())) {
            for (Path file : SharedData.files()) {
                SharedData.forEachText(
                        file,
                        text -> {
                            if (seen[0]++ % every == 0) {
                                comparison.check(text);
                            }
                        });
            }
            System.out.println(model + ": " + comparison.summary());
        }
    }

    /// Here both read the same published file, none of ours.
    @ParameterizedTest
    @EnumSource(names = {"BERT_BASE_UNCASED", "BERT_BASE_CHINESE"})
    void aPublishedTokenizerJsonIsReadAlike(Models model) throws IOException {
        Path file = model.directory().resolve("tokenizer.json");
        Assumptions.assumeTrue(Files.exists(file), () -> file + " is not there");
        RandomTexts texts = new RandomTexts(99, model.vocabulary());
        BertTokenizer ours = BertTokenizer.load(model.directory());
        try (Comparison comparison = new Comparison(ours, new RustTokenizer(file))) {
            for (int i = 0; i < 5_000; i++) {
                comparison.check(texts.next());
            }
        }
    }
}
