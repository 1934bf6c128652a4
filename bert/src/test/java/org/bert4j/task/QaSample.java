package org.bert4j.task;

import org.bert4j.dataset.QaParagraph;
import org.bert4j.dataset.SquadReader;
import org.bert4j.feature.QaExampleFeatures;
import org.bert4j.feature.QaFeatureOptions;
import org.bert4j.feature.QaFeaturizer;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenizerMode;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Vocabulary;
import org.bert4j.tokenizer.WindowStride;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The sample questions of `src/test/resources/org/bert4j/feature` as features, with logits.
final class QaSample {
    static final QaFeatureOptions GOOGLE = new QaFeatureOptions(48, new WindowStride.Step(16), 10);
    static final QaFeatureOptions RUN_QA =
            new QaFeatureOptions(48, new WindowStride.Overlap(12), 10);

    private QaSample() {}

    static List<QaExampleFeatures> features(QaFeatureOptions options) {
        QaFeaturizer featurizer = featurizer(options);
        List<QaExampleFeatures> features = new ArrayList<>();
        try (SquadReader reader = SquadReader.open(resource("sample.json"))) {
            reader.forEachRemaining(p -> features.addAll(featurizer.forPrediction(p)));
        }
        return features;
    }

    static List<QaExampleFeatures> features(QaFeatureOptions options, QaParagraph paragraph) {
        return featurizer(options).forPrediction(paragraph);
    }

    private static QaFeaturizer featurizer(QaFeatureOptions options) {
        boolean google = options.stride() instanceof WindowStride.Step;
        TokenizerMode mode = google ? TokenizerMode.HF_SLOW : TokenizerMode.HF_FAST;
        Vocabulary vocabulary = Vocabulary.read(resource("sample-vocab.txt"));
        TokenizerOptions uncased = TokenizerOptions.UNCASED.withMode(mode);
        return new QaFeaturizer(BertTokenizer.of(vocabulary, uncased), options);
    }

    /// `logit` of make_qa_answers.py: looks random, and is exact in 32 bits.
    static float logit(long window, long position, long which) {
        long mask = 0xffffffffL;
        long x = (window * 1000003 + position * 8191 + which * 131071 + 12345) & mask;
        x = (x * 2654435761L) & mask;
        x ^= x >> 15;
        x = (x * 2246822519L) & mask;
        x ^= x >> 13;
        return (x & 0xfffff) / 65536f - 8;
    }

    static float[] logits(int window, int length, int which) {
        float[] logits = new float[length];
        for (int i = 0; i < length; i++) {
            logits[i] = logit(window, i, which);
        }
        return logits;
    }

    private static Path resource(String name) {
        try {
            return Path.of(QaSample.class.getResource("/org/bert4j/feature/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
