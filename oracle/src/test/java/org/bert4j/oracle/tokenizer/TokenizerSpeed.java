package org.bert4j.oracle.tokenizer;

import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenBuffer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/// Measures how fast texts become ids and places, here and in the Rust tokenizer, in turn, on one
/// thread. Not a test:
///
///     java -cp ... org.bert4j.oracle.tokenizer.TokenizerSpeed ROUNDS
///
/// The texts are real, from the shared data: English is the lines of WikiText-2 (valid) and the
/// contexts of SQuAD, Chinese the contexts of CMRC 2018 and DRCD. In each round, each tokenizer
/// goes through all of them until half a second is over; the first two rounds warm up, the median
/// of the others counts. A megabyte is 10^6 bytes of UTF-8; time is CPU time of the thread, so that
/// other processes matter little (compilers and collectors of the JVM are not in it).
final class TokenizerSpeed {
    private static final int WARM_UP = 2;
    private static final double ROUND_SECONDS = 0.5;

    private TokenizerSpeed() {}

    public static void main(String[] arguments) throws IOException {
        int rounds = WARM_UP + Integer.parseInt(arguments[0]);
        Path data = SharedData.directory();
        List<String> english =
                new ArrayList<>(Files.readAllLines(data.resolve("pretrain/wikitext-2/valid.txt")));
        english.addAll(contexts(data.resolve("squad/train-v1.1.part.json")));
        english.addAll(contexts(data.resolve("squad/dev-v2.0.part-a.json")));
        List<String> chinese = contexts(data.resolve("cmrc2018/cmrc2018_trial.json"));
        chinese.addAll(contexts(data.resolve("drcd/DRCD_dev.json")));
        measure("English", Models.BERT_BASE_UNCASED, english, rounds);
        measure("Chinese", Models.BERT_BASE_CHINESE, chinese, rounds);
    }

    private static List<String> contexts(Path squad) throws IOException {
        JsonNode root = new JsonMapper().readTree(Files.readAllBytes(squad));
        List<String> contexts = new ArrayList<>();
        root.findValues("context").forEach(node -> contexts.add(node.stringValue()));
        return contexts;
    }

    private static void measure(String what, Models model, List<String> texts, int rounds)
            throws IOException {
        BertTokenizer ours = model.tokenizer();
        TokenBuffer buffer = new TokenBuffer();
        try (RustTokenizer rust = RustTokenizer.like(ours)) {
            Map<String, ToLongFunction<String>> ways = new LinkedHashMap<>();
            ways.put("Rust through DJL", text -> rust.encode(text, null).getIds().length);
            ways.put("tokenize(text)", text -> ours.tokenize(text).size());
            ways.put(
                    "tokenize(text, buffer)",
                    text -> {
                        buffer.clear();
                        ours.tokenize(text, buffer);
                        return buffer.size();
                    });
            report(what, texts, ways, rounds);
        }
    }

    private static void report(
            String what, List<String> texts, Map<String, ToLongFunction<String>> ways, int rounds) {
        long bytes = texts.stream().mapToLong(t -> t.getBytes(StandardCharsets.UTF_8).length).sum();
        System.out.printf("%s: %,d texts, %,d bytes%n", what, texts.size(), bytes);
        Map<String, double[]> rates = new LinkedHashMap<>();
        ways.keySet().forEach(way -> rates.put(way, new double[rounds]));
        for (int round = 0; round < rounds; round++) {
            for (Map.Entry<String, ToLongFunction<String>> way : ways.entrySet()) {
                rates.get(way.getKey())[round] = bytes / 1e6 / seconds(texts, way.getValue());
            }
        }
        double peer = 0;
        for (Map.Entry<String, double[]> way : rates.entrySet()) {
            double[] measured = Arrays.copyOfRange(way.getValue(), WARM_UP, rounds);
            Arrays.sort(measured);
            double median = measured[measured.length / 2];
            peer = peer == 0 ? median : peer;
            System.out.printf(
                    "  %-24s median %6.1f MB/s, best %6.1f MB/s, %6.1f x%n",
                    way.getKey(), median, measured[measured.length - 1], median / peer);
        }
    }

    /// CPU time of one pass over the texts, the mean of as many as fit into a round.
    private static double seconds(List<String> texts, ToLongFunction<String> way) {
        double began = cpuSeconds();
        long tokens = 0;
        int passes = 0;
        while (cpuSeconds() - began < ROUND_SECONDS) {
            tokens += texts.stream().mapToLong(way).sum();
            passes++;
        }
        if (tokens == 0) {
            throw new IllegalStateException("There were no tokens.");
        }
        return (cpuSeconds() - began) / passes;
    }

    private static double cpuSeconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }
}
