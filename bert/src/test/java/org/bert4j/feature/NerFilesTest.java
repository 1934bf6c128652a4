package org.bert4j.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bert4j.dataset.BioTags;
import org.bert4j.dataset.EntitySpan;
import org.bert4j.dataset.SharedData;
import org.bert4j.dataset.TaggedFiles;
import org.bert4j.dataset.TaggedText;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.CodePoints;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Vocabulary;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/// Public files of named entities hold what seqeval and transformers find in them; the facts are by
/// `src/test/python/make_ner_facts.py`.
class NerFilesTest {
    private static final JsonNode GOLDEN = golden();

    static Stream<String> files() {
        return GOLDEN.propertyNames().stream().filter(name -> name.contains("/"));
    }

    static Stream<Arguments> vocabularies() {
        return files().filter(name -> GOLDEN.get(name).has("tokens"))
                .flatMap(
                        name ->
                                GOLDEN.get(name).get("tokens").propertyNames().stream()
                                        .map(vocabulary -> Arguments.of(name, vocabulary)));
    }

    @ParameterizedTest
    @MethodSource("files")
    void entitiesEqualSeqeval(String name) {
        JsonNode facts = GOLDEN.get(name);
        Map<String, Integer> counts = new TreeMap<>();
        CRC32 checksum = new CRC32();
        int sentences = 0;
        try (TaggedFiles files = TaggedFiles.open(List.of(SharedData.file(name)))) {
            for (; files.hasNext(); sentences++) {
                TaggedText text = files.next();
                for (EntitySpan entity : facts.has("words") ? inWords(text) : inCharacters(text)) {
                    counts.merge(entity.type(), 1, Integer::sum);
                    String line =
                            "%d %d %d %s\n"
                                    .formatted(
                                            sentences, entity.start(), entity.end(), entity.type());
                    checksum.update(line.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        assertEquals(facts.get("sentences").intValue(), sentences);
        assertEquals(facts.get("entities"), new JsonMapper().valueToTree(counts));
        assertEquals(facts.get("entityChecksum").longValue(), checksum.getValue());
    }

    @ParameterizedTest(name = "{1} on {0}")
    @MethodSource("vocabularies")
    void wordsAndTokensEqualTransformers(String name, String vocabulary) {
        TagFeaturizer featurizer = new TagFeaturizer(tokenizer(vocabulary), 2048, 0);
        CRC32 checksum = new CRC32();
        int words = 0;
        try (TaggedFiles files = TaggedFiles.open(List.of(SharedData.file(name)))) {
            while (files.hasNext()) {
                TaggedText text = files.next();
                words += text.words();
                checksum.update(lines(featurizer, text).getBytes(StandardCharsets.UTF_8));
            }
        }
        assertEquals(GOLDEN.get(name).get("words").intValue(), words);
        JsonNode expected = GOLDEN.get(name).get("tokens").get(vocabulary);
        assertEquals(expected.longValue(), checksum.getValue());
    }

    /// Ids, then word and position of each first token.
    private static String lines(TagFeaturizer featurizer, TaggedText text) {
        List<TagFeature> features = featurizer.features(text);
        if (features.isEmpty()) {
            BertTokenizer tokenizer = featurizer.tokenizer();
            return "%d %d\n\n".formatted(tokenizer.clsId(), tokenizer.sepId());
        }
        TagFeature feature = features.getFirst();
        assertEquals(1, features.size());
        return IntStream.of(feature.inputIds())
                        .mapToObj(Integer::toString)
                        .collect(Collectors.joining(" ", "", "\n"))
                + IntStream.range(0, feature.wordIndex().length)
                        .mapToObj(i -> feature.wordIndex()[i] + ":" + feature.tokenPosition()[i])
                        .collect(Collectors.joining(" ", "", "\n"));
    }

    private static List<EntitySpan> inWords(TaggedText text) {
        int[] starts = IntStream.range(0, text.words()).toArray();
        int[] ends = IntStream.rangeClosed(1, text.words()).toArray();
        return BioTags.entities(text.tags(), starts, ends);
    }

    private static List<EntitySpan> inCharacters(TaggedText text) {
        CodePoints codePoints = CodePoints.of(text.text());
        return text.entities().stream()
                .map(
                        entity ->
                                new EntitySpan(
                                        entity.type(),
                                        codePoints.fromUtf16(entity.start()),
                                        codePoints.fromUtf16(entity.end())))
                .sorted(
                        Comparator.comparingInt(EntitySpan::start)
                                .thenComparing(EntitySpan::end)
                                .thenComparing(EntitySpan::type))
                .toList();
    }

    private static BertTokenizer tokenizer(String vocabulary) {
        Path file = SharedData.file("vocab/" + vocabulary + "/vocab.txt");
        boolean cased = vocabulary.endsWith("-cased");
        return BertTokenizer.of(
                Vocabulary.read(file), cased ? TokenizerOptions.CASED : TokenizerOptions.UNCASED);
    }

    private static JsonNode golden() {
        InputStream json = NerFilesTest.class.getResourceAsStream("ner-files.json");
        return new JsonMapper().readTree(json);
    }
}
