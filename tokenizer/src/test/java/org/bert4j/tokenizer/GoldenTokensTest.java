package org.bert4j.tokenizer;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Golden facts in `tokens.golden.jsonl`: what transformers 4.57.6 (hf-fast, hf-slow) and the rules
/// of google-research/bert make of each of `texts.json`. The first line says how they were made.
class GoldenTokensTest {
    private static List<JsonNode> facts;

    @BeforeAll
    static void readFacts() throws IOException {
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(
                                TestFiles.open("tokens.golden.jsonl"), StandardCharsets.UTF_8))) {
            facts = lines.lines().skip(1).map(new JsonMapper()::readTree).toList();
        }
        assertTrue(facts.size() > 250);
    }

    @ParameterizedTest(name = "{0}, lower case {1}")
    @CsvSource({
        "hf-fast, true",
        "hf-fast, false",
        "hf-slow, true",
        "hf-slow, false",
        "google, true",
        "google, false"
    })
    void tokensAreThoseOfTheReference(String mode, boolean lowerCase) {
        TokenizerOptions options =
                TokenizerOptions.UNCASED
                        .withNormalization(Normalization.UNCASED.withLowerCase(lowerCase))
                        .withMode(TokenizerMode.of(mode));
        BertTokenizer tokenizer = BertTokenizer.of(TestFiles.vocabulary(), options);
        assertAll(
                facts.stream()
                        .filter(fact -> fact.get("lowerCase").booleanValue() == lowerCase)
                        .map(fact -> comparison(tokenizer, mode, fact)));
    }

    private static Executable comparison(BertTokenizer tokenizer, String mode, JsonNode fact) {
        String text = fact.get("text").stringValue();
        return () ->
                assertEquals(
                        fact.get(mode).stringValue(),
                        TestFiles.join(tokenizer.tokenize(text)),
                        () -> "tokens of \"" + text + "\"");
    }
}
