package org.bert4j.corpus;

import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Vocabulary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// How fast raw text becomes a corpus: `CorpusSpeed vocab.txt CACHE THREADS INPUT...`, and how much memory the process had
/// at most, where the system tells.
public final class CorpusSpeed {
    private static final double MEGABYTE = 1e6;

    private CorpusSpeed() {}

    public static void main(String[] args) throws IOException {
        BertTokenizer tokenizer =
                BertTokenizer.of(Vocabulary.read(Path.of(args[0])), TokenizerOptions.UNCASED);
        List<Path> inputs = Arrays.stream(args).skip(3).map(Path::of).toList();
        StepTimes times = new StepTimes();
        long start = System.nanoTime();
        MappedTokenCorpus corpus =
                CorpusPreparation.of(inputs, tokenizer)
                        .prepare(Path.of(args[1]), Integer.parseInt(args[2]), times);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.println(corpus.report().summary());
        System.out.printf(
                "%.1f s with hashes of the files, %.1f MB/s%n",
                seconds, corpus.report().bytes() / MEGABYTE / seconds);
        System.out.println(times.ends);
        peakMemory().forEach(System.out::println);
    }

    /// When each step came to its end, in seconds since the beginning.
    private static final class StepTimes implements CorpusListener {
        private final Map<Step, Double> ends = new EnumMap<>(Step.class);
        private final long start = System.nanoTime();

        @Override
        public void progress(Step step, long bytes, long total) {
            ends.put(step, (System.nanoTime() - start) / 1e9);
        }
    }

    private static List<String> peakMemory() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("VmHWM") || line.startsWith("Rss"))
                    .toList();
        }
    }
}
