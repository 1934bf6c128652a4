package org.bert4j.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What is read from a model directory, and what is refused. Tokens as BertTokenizerFast of
/// transformers 4.57.6 gives them for the same directory.
class LoadTest {
    private static final String TEXT = "Café中国 Covid19 [mask][MASK]";
    private static final String UNCASED = "cafe 中 国 c ##o ##v ##i ##d ##1 ##9 [ mask ] [MASK]";
    private static final String COVID = "cafe 中 国 covid 1 ##9 [ mask ] [MASK]";

    @TempDir Path temporary;

    private String load(String... namesAndContents) throws IOException {
        Path directory = TestFiles.directory(temporary.resolve("model"), namesAndContents);
        return TestFiles.join(BertTokenizer.load(directory).tokenize(TEXT));
    }

    @Test
    void aVocabularyAloneIsUncased() throws IOException {
        assertEquals(UNCASED, load());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"do_lower_case": false, "model_max_length": 512} | C ##a ##f ##é 中 国 C ##o ##v ##i ##d ##1 ##9 [ mask ] [MASK]
                    {"do_lower_case": false, "strip_accents": true, "tokenize_chinese_chars": false} | [UNK] C ##o ##v ##i ##d ##1 ##9 [ mask ] [MASK]
                    {"additional_special_tokens": ["[E1]", "[unused0]", "<e> x"]} | cafe 中 国 c ##o ##v ##i ##d ##1 ##9 [ mask ] [MASK]
                    """)
    void theConfigurationIsHonoured(String config, String expected) throws IOException {
        assertEquals(expected, load("tokenizer_config.json", config));
    }

    @Test
    void theConfigurationGoesBeforeTokenizerJson() throws IOException {
        Path directory = temporary.resolve("saved");
        TestFiles.uncased().save(directory);
        Files.writeString(
                directory.resolve("tokenizer_config.json"),
                "{\"do_lower_case\": false, \"strip_accents\": true}");
        assertEquals(
                "C ##a ##f ##e 中 国 C ##o ##v ##i ##d ##1 ##9 [ mask ] [MASK]",
                TestFiles.join(BertTokenizer.load(directory).tokenize(TEXT)));
    }

    @Test
    void tokenizerJsonGoesBeforeTheDefaults() throws IOException {
        Path directory = temporary.resolve("saved");
        TestFiles.cased().save(directory);
        Files.delete(directory.resolve("tokenizer_config.json"));
        Files.delete(directory.resolve("vocab.txt"));
        assertEquals(TokenizerOptions.CASED, BertTokenizer.load(directory).options());
    }

    @Test
    void truncationAndPaddingOfTokenizerJsonAreIgnored() throws IOException {
        Path directory = temporary.resolve("saved");
        TestFiles.uncased().save(directory);
        Path file = directory.resolve("tokenizer.json");
        String json = Files.readString(file);
        String stored =
                json.replace("\"truncation\" : null", "\"truncation\" : {\"max_length\": 3}")
                        .replace("\"padding\" : null", "\"padding\" : {\"pad_id\": 0}");
        assertTrue(!stored.equals(json));
        Files.writeString(file, stored);
        assertEquals(UNCASED, TestFiles.join(BertTokenizer.load(directory).tokenize(TEXT)));
    }

    @Test
    void addedTokensOfOlderFilesAreFound() throws IOException {
        String map = "{\"additional_special_tokens\": [\"[NEW]\"]}";
        assertEquals(
                COVID,
                load(
                        "added_tokens.json",
                        "{\"covid\": 1356, \"[NEW]\": 1357}",
                        "special_tokens_map.json",
                        map));
    }

    @Test
    void flagsOfSpecialTokensAreHonoured() throws IOException {
        Path directory =
                TestFiles.directory(
                        temporary.resolve("model"),
                        "special_tokens_map.json",
                        "{\"mask_token\": {\"content\": \"[MASK]\", \"lstrip\": true}}");
        assertEquals(
                "the<the> [MASK]<  [MASK]> .<.>",
                TestFiles.joinWithSources(BertTokenizer.load(directory).tokenize("the  [MASK].")));
    }

    /// Each would give other tokens than those we make; `%s` is the directory.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"do_basic_tokenize": false}         | "do_basic_tokenize" is false, which is not supported; only true is.
                    {"never_split": ["x"]}               | "never_split" is ["x"], which is not supported; list the tokens as added tokens instead.
                    {"wordpieces_prefix": "@@"}          | "wordpieces_prefix" is "@@", which is not supported; only "##" is.
                    {"split_special_tokens": true}       | "split_special_tokens" is true, which is not supported; only false is.
                    {"tokenizer_class": "RobertaTokenizer"} | "tokenizer_class" is "RobertaTokenizer", which does not tokenize as BERT; use a BERT model.
                    {"do_lower_case": "yes"}             | "do_lower_case" is "yes", which must be true or false.
                    {"unk_token": 3}                     | "unk_token" is 3, which is not a token; write it as a string.
                    {"word_tokenizer_type": "mecab"}     | option "word_tokenizer_type" is not known here and might change the tokens; remove it if it does not matter.
                    """)
    void aConfigurationWeCannotFollowIsRefused(String config, String complaint) throws IOException {
        Path directory =
                TestFiles.directory(temporary.resolve("m"), "tokenizer_config.json", config);
        assertEquals(
                directory.resolve("tokenizer_config.json") + ": " + complaint, refusal(directory));
    }

    /// Replacements in a `tokenizer.json` of ours.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    "BertPreTokenizer"   | "Whitespace"        | : pre_tokenizer: "type" is "Whitespace", which is not BERT's (BertPreTokenizer); use the tokenizer of a BERT model.
                    "BertNormalizer"     | "NFC"               | : normalizer: "type" is "NFC", which is not BERT's (BertNormalizer); use the tokenizer of a BERT model.
                    "type" : "WordPiece",\\n    "unk | "type" : "BPE",\\n    "unk | : model: "type" is "BPE", which is not BERT's (WordPiece); use the tokenizer of a BERT model.
                    "continuing_subword_prefix" : "##" | "continuing_subword_prefix" : "" | : model: "continuing_subword_prefix" is "", which is not supported; only "##" is.
                    "version"            | "verzion"           | : option "verzion" is not known here and might change the tokens; remove it if it does not matter.
                    "lowercase" : true   | "lowercase" : 1     | : normalizer: "lowercase" is 1, which must be true or false.
                    "TemplateProcessing" | "RobertaProcessing" | : "post_processor" is {"type":"RobertaProcessing","single":[{"SpecialToken":{"i..., which does not give [CLS] A [SEP] B [SEP]; use the tokenizer of a BERT model.
                    "[PAD]" : 0          | "[PAD]" : -1        | : model: vocab: "[PAD]" is -1, which is not an id; get the file again.
                    """)
    void aTokenizerJsonOfAnotherKindIsRefused(String ours, String theirs, String complaint)
            throws IOException {
        Path directory = temporary.resolve("saved");
        TestFiles.uncased().save(directory);
        Path file = directory.resolve("tokenizer.json");
        String json = Files.readString(file);
        String changed = json.replace(ours.replace("\\n", "\n"), theirs.replace("\\n", "\n"));
        assertTrue(!changed.equals(json), "nothing was replaced");
        Files.writeString(file, changed);
        assertEquals(file + complaint, refusal(directory));
    }

    @Test
    void brokenAndMissingFilesAreNamed() throws IOException {
        Path nothing = temporary.resolve("nothing");
        assertEquals(
                "Model directory %s does not exist; check the path.".formatted(nothing),
                refusal(nothing));
        assertEquals(
                "%s has neither tokenizer.json nor vocab.txt; give the directory of a BERT model."
                        .formatted(temporary),
                refusal(temporary));
        Path broken = Files.writeString(temporary.resolve("tokenizer.json"), "{\"model\":\n {");
        assertTrue(refusal(temporary).startsWith(broken + ":2 is not valid JSON ("));
        Files.writeString(broken, "[]");
        assertEquals(
                broken + " does not hold a JSON object; get the file again.", refusal(temporary));
    }

    @Test
    void aVocabularyWithoutAnUnknownTokenIsRefused() throws IOException {
        Files.writeString(temporary.resolve("vocab.txt"), "[PAD]\n[CLS]\n[SEP]\nthe\n");
        assertEquals(
                "The vocabulary in %s has no unknown token \"[UNK]\"; add it or use the model's own."
                        .formatted(temporary),
                refusal(temporary));
    }

    @Test
    void idsThatContradictEachOtherAreRefused() throws IOException {
        Path taken =
                TestFiles.directory(
                        temporary.resolve("taken"), "added_tokens.json", "{\"covid\": 5}");
        assertEquals(
                "Added token \"covid\" has the id 5 of \"[SEP]\"; get the files again.",
                refusal(taken));
        Path other =
                TestFiles.directory(
                        temporary.resolve("other"), "added_tokens.json", "{\"[unused0]\": 7}");
        assertEquals(
                other
                        + ": token \"[unused0]\" has id 7, in the vocabulary it has 1; get the"
                        + " files again.",
                refusal(other));
    }

    @Test
    void aNameThatTokenizerJsonUsesCannotBeChanged() throws IOException {
        Path directory = temporary.resolve("saved");
        TestFiles.uncased().save(directory);
        Files.delete(directory.resolve("special_tokens_map.json"));
        Files.writeString(directory.resolve("tokenizer_config.json"), "{\"cls_token\": \"<s>\"}");
        assertEquals(
                directory
                        + ": tokenizer.json uses [[CLS], [SEP], [UNK]], but tokenizer_config.json"
                        + " says [<s>, [SEP], [UNK]]; make them agree.",
                refusal(directory));
    }

    private static String refusal(Path directory) {
        return assertThrows(BadInputException.class, () -> BertTokenizer.load(directory))
                .getMessage();
    }
}
