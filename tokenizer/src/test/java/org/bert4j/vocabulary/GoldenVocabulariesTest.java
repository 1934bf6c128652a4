package org.bert4j.vocabulary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.tokenizer.Normalization;
import org.bert4j.tokenizer.WordBuffer;
import org.bert4j.tokenizer.WordSplitter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Hugging Face's trainer (tokenizers 0.22.2) and ours on the same texts; see `golden_vocabularies.py`.
class GoldenVocabulariesTest {
    static List<JsonNode> vocabularies() {
        return Golden.facts("vocabularies.golden.json");
    }

    static List<JsonNode> words() {
        return Golden.facts("words.golden.json");
    }

    private static VocabularyOptions options(JsonNode fact) {
        return VocabularyOptions.DEFAULT
                .withSize(fact.get("size").intValue())
                .withMinFrequency(fact.get("minFrequency").intValue())
                .withLimitAlphabet(fact.get("limitAlphabet").intValue())
                .withNormalization(
                        Normalization.UNCASED.withLowerCase(fact.get("lowerCase").booleanValue()));
    }

    private static WordCounts words(JsonNode fact) {
        TextSource text = Texts.of(Golden.corpus(fact.get("corpus").stringValue()));
        return WordCounter.of(options(fact).normalization())
                .count(List.of(text), VocabularyListener.SILENT);
    }

    /// Where the characters have the ids they had in a run of the reference, every token has.
    @ParameterizedTest
    @MethodSource("vocabularies")
    void withTheReferencesOrderOfCharactersEveryIdIsTheReferences(JsonNode fact) {
        List<String> expected = Golden.strings(fact.get("vocabulary"));
        WordCounts words = words(fact);
        LearnedVocabulary learned =
                VocabularyLearner.learn(
                        words, Golden.alphabet(expected), options(fact), VocabularyListener.SILENT);
        assertEquals(expected, learned.tokens());
    }

    /// In our own order, which is one that it could have, we have the tokens that do not depend on its hash map.
    @ParameterizedTest
    @MethodSource("vocabularies")
    void tokensThatAllRunsOfTheReferenceHaveAreOurs(JsonNode fact) {
        List<String> ours =
                VocabularyLearner.learn(words(fact), options(fact), VocabularyListener.SILENT)
                        .tokens();
        Set<String> missing = new HashSet<>(Golden.strings(fact.get("common")));
        ours.forEach(missing::remove);
        assertEquals(Set.of(), missing);
        if (fact.get("vocabulary").size() == fact.get("size").intValue()) { // else it varies
            assertEquals(fact.get("size").intValue(), ours.size());
        }
    }

    @ParameterizedTest
    @MethodSource("words")
    void wordsAreTheReferences(JsonNode fact) {
        boolean lowerCase = fact.get("lowerCase").booleanValue();
        var splitter = new WordSplitter(Normalization.UNCASED.withLowerCase(lowerCase));
        List<String> texts = Golden.texts();
        assertTrue(texts.size() > 100);
        for (int i = 0; i < texts.size(); i++) {
            WordBuffer buffer = new WordBuffer();
            splitter.split(texts.get(i), buffer);
            List<String> found = new ArrayList<>();
            for (int word = 0; word < buffer.size(); word++) {
                found.add(buffer.word(word));
            }
            assertEquals(Golden.strings(fact.get("words").get(i)), found, texts.get(i));
        }
    }
}
