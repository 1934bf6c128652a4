package org.bert4j.benchmarks;

import org.bert4j.bench.SampleTexts;
import org.bert4j.starters.PullListener;
import org.bert4j.starters.Starters;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.Tokens;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/// A text becomes pieces: one long word (word pieces alone), and a paragraph of the demo's sentences.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TokenizerBenchmark {
    private static final int PARAGRAPH_TOKENS = 382;

    /// English and Chinese.
    @Param({"minilm", "bge-small-zh"})
    public String model;

    private BertTokenizer tokenizer;
    private String paragraph;

    @Setup
    public void load() {
        tokenizer = BertTokenizer.load(Starters.resolve(model, PullListener.SILENT, false));
        paragraph = new SampleTexts(tokenizer, 1).ofTokens(PARAGRAPH_TOKENS);
    }

    @Benchmark
    public Tokens word() {
        return tokenizer.tokenize("electroencephalographically");
    }

    @Benchmark
    public Tokens paragraph() {
        return tokenizer.tokenize(paragraph);
    }
}
