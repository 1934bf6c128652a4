package org.bert4j.corpus;

import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Vocabulary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
        long start = System.nanoTime();
        MappedTokenCorpus corpus =
                CorpusPreparation.of(inputs, tokenizer)
                        .prepare(
                                Path.of(args[1]), Integer.parseInt(args[2]), CorpusListener.SILENT);
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.println(corpus.report().summary());
        System.out.printf(
                "%.1f s with hashes of the files, %.1f MB/s%n",
                seconds, corpus.report().bytes() / MEGABYTE / seconds);
        peakMemory().forEach(System.out::println);
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
