package org.bert4j.feature;

import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Vocabulary;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Measures how fast files become features on disk, or are found there, from the start of the process. Not a test:
///
///     java -Xmx256m -cp ... org.bert4j.feature.FeatureSpeed google|run_qa VOCAB.TXT CACHE FILE...
///
/// Prints questions a second, the most heap that was in use, and the size of the file. The first run makes the features,
/// the second finds them in the directory CACHE; a large FILE comes from `org.bert4j.dataset.RenamedQuestions`.
final class FeatureSpeed {
    private FeatureSpeed() {}

    public static void main(String[] arguments) {
        QaFeatureOptions options =
                arguments[0].equals("google") ? QaFeatureOptions.GOOGLE : QaFeatureOptions.RUN_QA;
        Vocabulary vocabulary = Vocabulary.read(Path.of(arguments[1]));
        BertTokenizer tokenizer = BertTokenizer.of(vocabulary, TokenizerOptions.UNCASED);
        QaFeatureCache cache =
                new QaFeatureCache(
                        Path.of(arguments[2]), Runtime.getRuntime().availableProcessors());
        List<Path> files = Arrays.stream(arguments, 3, arguments.length).map(Path::of).toList();

        QaFeatures features = cache.training(new QaFeaturizer(tokenizer, options), files);
        double seconds =
                (System.currentTimeMillis() - ManagementFactory.getRuntimeMXBean().getStartTime())
                        / 1e3;
        System.out.printf(
                Locale.ROOT,
                "%s in %.2f s since the start: %.0f questions/s; heap at most %d MiB, file %.1f"
                        + " MiB%n",
                features.report().summary(),
                seconds,
                features.report().examples() / seconds,
                mostHeap() >> 20,
                features.bytes() / 1024.0 / 1024);
    }

    private static long mostHeap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }
}
