package org.bert4j.feature;

import org.bert4j.dataset.SquadReader;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Vocabulary;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Measures how fast files become features, from opening the file to the last token id. Not a test:
///
///     java -cp ... org.bert4j.feature.FeatureSpeed THREADS ROUNDS VOCAB.TXT FILE...
///
/// Each round prints examples a second and the heap in use after a collection.
final class FeatureSpeed {
    private FeatureSpeed() {}

    public static void main(String[] arguments) {
        int threads = Integer.parseInt(arguments[0]);
        int rounds = Integer.parseInt(arguments[1]);
        Vocabulary vocabulary = Vocabulary.read(Path.of(arguments[2]));
        BertTokenizer tokenizer = BertTokenizer.of(vocabulary, TokenizerOptions.UNCASED);
        List<Path> files = new ArrayList<>();
        for (int i = 3; i < arguments.length; i++) {
            files.add(Path.of(arguments[i]));
        }
        for (QaFeatureOptions options : List.of(QaFeatureOptions.GOOGLE, QaFeatureOptions.RUN_QA)) {
            for (int round = 1; round <= rounds; round++) {
                measure(new QaFeaturizer(tokenizer, options), files, threads);
            }
        }
    }

    private static void measure(QaFeaturizer featurizer, List<Path> files, int threads) {
        long began = System.nanoTime();
        int examples = 0;
        int features = 0;
        long tokens = 0;
        for (Path file : files) {
            try (SquadReader reader = SquadReader.open(file);
                    QaFeatureStream stream = featurizer.trainingStream(reader, threads)) {
                while (stream.hasNext()) {
                    for (QaFeature feature : stream.next().features()) {
                        tokens += feature.inputIds().length;
                    }
                }
                examples += stream.report().examples();
                features += stream.report().features();
            }
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        long heap = (runtime.totalMemory() - runtime.freeMemory()) >> 20;
        System.out.printf(
                "%s: %d examples, %d features, %d tokens in %.2f s: %.0f examples/s, heap %d MiB%n",
                featurizer.options().stride(),
                examples,
                features,
                tokens,
                seconds,
                examples / seconds,
                heap);
    }
}
