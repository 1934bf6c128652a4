package org.bert4j.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// The short way of a text and the long one give the same tokens, see [TextTokenizer].
class TwoWaysTest {
    private static final int CHARACTERS_IN_A_TEXT = 256;

    /// Each character is a piece, so that no difference hides behind an unknown word.
    private static final Vocabulary EVERY_CHARACTER = vocabularyOfEveryCharacter();

    static Stream<TokenizerOptions> options() {
        List<Normalization> normalizations =
                List.of(
                        Normalization.UNCASED,
                        Normalization.CASED,
                        Normalization.UNCASED.withAccents(Accents.KEEP),
                        Normalization.CASED.withAccents(Accents.REMOVE),
                        Normalization.UNCASED.withCleanText(false).withSpaceChinese(false));
        return Arrays.stream(TokenizerMode.values())
                .map(TokenizerOptions.UNCASED::withMode)
                .flatMap(mode -> normalizations.stream().map(mode::withNormalization));
    }

    @ParameterizedTest
    @MethodSource("options")
    void everyCharacterOfTheBasicPlaneGoesBothWaysAlike(TokenizerOptions options) {
        TextTokenizer tokenizer = new TextTokenizer(EVERY_CHARACTER, options, List.of());
        for (int first = 0; first <= Character.MAX_VALUE; first += CHARACTERS_IN_A_TEXT) {
            check(tokenizer, textOfCharactersFrom(first));
        }
    }

    private static Vocabulary vocabularyOfEveryCharacter() {
        List<String> tokens = new ArrayList<>(List.of("[UNK]"));
        for (int c = '!'; c <= Character.MAX_VALUE; c++) {
            tokens.add(Character.toString(c));
            tokens.add("##" + Character.toString(c));
        }
        return Vocabulary.of(tokens);
    }

    /// Each alone, in a word, beside an ideograph, behind marks, before them, and around a sigma.
    private static String textOfCharactersFrom(int first) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < CHARACTERS_IN_A_TEXT; i++) {
            char unit = (char) (first + i);
            text.append(unit).append(" a").append(unit).append("b 中").append(unit).append('文');
            text.append("c\u0323\u0338").append(unit).append("\u0301\u0323 ").append(unit);
            text.append("\u0338 A").append(unit).append("Σ ΑΣ").append(unit).append("Α ");
            text.append(unit).append(unit).append("\ud83d").append(unit).append("\u11a8 ");
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("options")
    void oddTextsGoBothWaysAlike(TokenizerOptions options) {
        checkOddTexts(TestFiles.vocabulary(), options, 4_000);
    }

    @ParameterizedTest
    @CsvSource({"bert-base-uncased, true", "bert-base-chinese, true", "bert-base-cased, false"})
    void oddTextsGoBothWaysAlikeWithPublishedVocabularies(String model, boolean lowerCase) {
        Path root = Path.of(System.getProperty("bert4j.root", ".."));
        Path file = root.resolve("../shared/data/vocab").resolve(model).resolve("vocab.txt");
        Assumptions.assumeTrue(Files.exists(file), () -> file + " is not there");
        Vocabulary vocabulary = Vocabulary.read(file);
        Normalization normalization = Normalization.UNCASED.withLowerCase(lowerCase);
        for (TokenizerMode mode : TokenizerMode.values()) {
            checkOddTexts(
                    vocabulary,
                    TokenizerOptions.UNCASED.withNormalization(normalization).withMode(mode),
                    8_000);
        }
    }

    private static void checkOddTexts(Vocabulary vocabulary, TokenizerOptions options, int count) {
        TextTokenizer tokenizer = new TextTokenizer(vocabulary, options, List.of());
        OddTexts texts = new OddTexts(20 + options.mode().ordinal(), vocabulary);
        for (int i = 0; i < count; i++) {
            check(tokenizer, texts.next());
        }
    }

    /// hf-slow spares special tokens of other spelling, too, wherever blanks stand around them.
    @Test
    void wordsThatPunctuationDoesNotSplitGoBothWaysAlike() {
        SpecialTokens odd = new SpecialTokens("[PAD]", "[UNK]", "c.l.s", "a-b", "中.");
        Vocabulary vocabulary = Vocabulary.of(List.of("[UNK]", "a-b", "a", "-", "b", "c", "中"));
        TokenizerOptions slow =
                TokenizerOptions.UNCASED.withMode(TokenizerMode.HF_SLOW).withSpecialTokens(odd);
        TextTokenizer tokenizer = new TextTokenizer(vocabulary, slow, List.of());
        for (String text : List.of("a-b", "x a-b a-b- A-B", "中a-b中", "c.l.s", "C.L.S.", "中.")) {
            check(tokenizer, text);
        }
    }

    @ParameterizedTest
    @EnumSource
    void ordinaryTextGoesTheShortWay(TokenizerMode mode) {
        TokenizerOptions options = TokenizerOptions.UNCASED.withMode(mode);
        Symbols symbols =
                new Symbols(TokenTrie.of(TestFiles.vocabulary(), Symbols.FIRST_CODE, 100), 1);
        TextTokenizer tokenizer = new TextTokenizer(TestFiles.vocabulary(), options, List.of());
        DirectSymbols direct = new DirectSymbols(symbols, options, tokenizer::longWay);
        String text = "The Café in Zürich: “unwanted” – 3.5 €!\n中国的首都是北京。「東京」、トウキョウ；Москва, Αθήνα";
        assertEquals(text.length(), direct.read(text, 0, text.length(), new int[text.length()]));
    }

    private static void check(TextTokenizer tokenizer, String text) {
        TokenBuffer shortWay = new TokenBuffer();
        TokenBuffer longWay = new TokenBuffer();
        tokenizer.tokenize(text, 0, text.length(), shortWay);
        tokenizer.longWay().tokenize(text, 0, text.length(), longWay);
        if (!same(longWay, shortWay)) {
            assertEquals(lines(longWay), lines(shortWay), () -> escaped(text));
        }
    }

    private static boolean same(TokenBuffer first, TokenBuffer second) {
        int size = first.size();
        return Arrays.equals(first.ids(), 0, size, second.ids(), 0, second.size())
                && Arrays.equals(first.starts(), 0, size, second.starts(), 0, second.size())
                && Arrays.equals(first.ends(), 0, size, second.ends(), 0, second.size());
    }

    private static String lines(TokenBuffer tokens) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            lines.append(tokens.ids()[i]).append(" [").append(tokens.starts()[i]).append(',');
            lines.append(tokens.ends()[i]).append(")\n");
        }
        return lines.toString();
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(unit -> escaped.append("\\u%04x".formatted(unit)));
        return escaped.toString();
    }
}
