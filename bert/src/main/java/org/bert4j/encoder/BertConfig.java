package org.bert4j.encoder;

import org.bert4j.layer.Activation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Sizes and constants of a BERT encoder (Devlin et al. 2019, section 3), as `config.json` states them.
///
/// @param others what else the file said: kept, so that saving a model does not lose it
public record BertConfig(
        int vocabSize,
        int hiddenSize,
        int layers,
        int heads,
        int intermediateSize,
        Activation activation,
        double hiddenDropout,
        double attentionDropout,
        int maxPositions,
        int typeVocabSize,
        double initializerRange,
        double layerNormEpsilon,
        Map<String, Object> others) {
    private static final String CLASSIFIER_DROPOUT = "classifier_dropout";

    /// What `config.json` says of a head.
    private static final Set<String> HEAD_KEYS =
            Set.of("id2label", "label2id", "num_labels", "problem_type");

    /// BERT-base, uncased.
    public static final BertConfig BASE =
            new BertConfig(
                    30_522,
                    768,
                    12,
                    12,
                    3072,
                    Activation.GELU,
                    0.1,
                    0.1,
                    512,
                    2,
                    0.02,
                    1e-12,
                    Map.of());

    public BertConfig {
        requirePositive("vocab_size", vocabSize);
        requirePositive("hidden_size", hiddenSize);
        requirePositive("num_hidden_layers", layers);
        requirePositive("num_attention_heads", heads);
        requirePositive("intermediate_size", intermediateSize);
        requirePositive("max_position_embeddings", maxPositions);
        requirePositive("type_vocab_size", typeVocabSize);
        requireProbability("hidden_dropout_prob", hiddenDropout);
        requireProbability("attention_probs_dropout_prob", attentionDropout);
        if (hiddenSize % heads != 0) {
            throw new IllegalArgumentException(
                    "hidden_size %d is not a multiple of num_attention_heads %d"
                            .formatted(hiddenSize, heads));
        }
        if (!(layerNormEpsilon > 0)) {
            throw new IllegalArgumentException(
                    "layer_norm_eps must be above 0, not " + layerNormEpsilon);
        }
        others = Collections.unmodifiableMap(new LinkedHashMap<>(others)); // values may be null
    }

    /// The same sizes with embeddings for another number of tokens.
    public BertConfig withVocabSize(int tokens) {
        return with(tokens, hiddenDropout, attentionDropout, others);
    }

    /// The same sizes with dropout of another strength everywhere, the classifier included; 0 for none.
    public BertConfig withDropout(double probability) {
        Map<String, Object> keys = new LinkedHashMap<>(others);
        keys.remove(CLASSIFIER_DROPOUT);
        return with(vocabSize, probability, probability, keys);
    }

    /// Dropout before a classifier: `classifier_dropout` of the file, else that of the hidden states.
    public double classifierDropout() {
        return others.get(CLASSIFIER_DROPOUT) instanceof Number number
                ? number.doubleValue()
                : hiddenDropout;
    }

    /// The same sizes with another head: nothing is left of what `config.json` said of the former one.
    ///
    /// @param keys of `config.json` that belong to the head, such as `id2label`
    public BertConfig withHead(Map<String, Object> keys) {
        Map<String, Object> value = new LinkedHashMap<>(others);
        value.keySet().removeAll(HEAD_KEYS);
        value.putAll(keys);
        return with(vocabSize, hiddenDropout, attentionDropout, value);
    }

    private BertConfig with(
            int tokens, double ofHidden, double ofAttention, Map<String, Object> keys) {
        return new BertConfig(
                tokens,
                hiddenSize,
                layers,
                heads,
                intermediateSize,
                activation,
                ofHidden,
                ofAttention,
                maxPositions,
                typeVocabSize,
                initializerRange,
                layerNormEpsilon,
                keys);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(
                    "%s is %d; it must be at least 1".formatted(name, value));
        }
    }

    private static void requireProbability(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(
                    "%s is %s; it must lie in [0, 1)".formatted(name, value));
        }
    }
}
