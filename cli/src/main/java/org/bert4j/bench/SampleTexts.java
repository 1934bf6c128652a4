package org.bert4j.bench;

import org.bert4j.tokenizer.BertTokenizer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Texts of any length in tokens, made of the sentences and questions of the demo, in the language of a vocabulary: the
/// same seed gives the same texts.
public final class SampleTexts {
    private static final String DEMO = "/org/bert4j/cli/demo/train-%s.json";

    /// Of the tokens, in a vocabulary made for Chinese. One made for English has a sixtieth.
    private static final double CHINESE_SHARE = 0.2;

    private final BertTokenizer tokenizer;
    private final boolean chinese;
    private final List<String> sentences = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();
    private final RandomGenerator random;

    public SampleTexts(BertTokenizer tokenizer, long seed) {
        this.tokenizer = tokenizer;
        chinese = isChinese(tokenizer);
        random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        for (JsonNode article : demo(chinese ? "zh" : "en").path("data")) {
            for (JsonNode paragraph : article.path("paragraphs")) {
                sentences.add(paragraph.path("context").asString());
                paragraph
                        .path("qas")
                        .forEach(question -> questions.add(question.path("question").asString()));
            }
        }
    }

    private static JsonNode demo(String language) {
        try (InputStream in = SampleTexts.class.getResourceAsStream(DEMO.formatted(language))) {
            return new JsonMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isChinese(BertTokenizer tokenizer) {
        int size = tokenizer.vocabulary().size();
        int found = 0;
        for (int id = 0; id < size; id++) {
            String token = tokenizer.vocabulary().token(id);
            if (token.codePoints().anyMatch(Character::isIdeographic)) {
                found++;
            }
        }
        return found > CHINESE_SHARE * size;
    }

    /// What the texts are, in a word or two.
    String description() {
        return "sentences of the demo, " + (chinese ? "Chinese" : "English");
    }

    RandomGenerator random() {
        return random;
    }

    String question() {
        return pick(questions);
    }

    /// Sentences one after the other, cut behind the last piece.
    ///
    /// @param tokens without `[CLS]` and `[SEP]`, at least one
    public String ofTokens(int tokens) {
        StringBuilder text = new StringBuilder();
        int pieces = 0;
        while (pieces < tokens) {
            String sentence = pick(sentences);
            text.append(text.isEmpty() || chinese ? "" : " ").append(sentence);
            pieces += tokenizer.tokenize(sentence).size();
        }
        return tokenizer.tokenize(text.toString()).slice(0, tokens - 1);
    }

    /// A text whose row has a length as in real data.
    ///
    /// @param longest row in tokens, `[CLS]` and `[SEP]` included
    String ofMix(LengthMix mix, int longest) {
        return ofTokens(Math.max(1, mix.draw(random, longest) - 2));
    }

    private String pick(List<String> some) {
        return some.get(random.nextInt(some.size()));
    }
}
