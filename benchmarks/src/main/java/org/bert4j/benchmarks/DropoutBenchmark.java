package org.bert4j.benchmarks;

import org.bert4j.layer.Dropout;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorScope;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/// Dropout of the attention probabilities of a layer of BERT-base: `[8, 12, 384, 384]`, 14 million of them.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class DropoutBenchmark {
    private static final double PROBABILITY = 0.1;

    private Tensor probabilities;
    private long seed;

    @Setup
    public void make() {
        probabilities = Tensor.zeros(8, 12, 384, 384);
    }

    @Benchmark
    public void ofAttention() {
        try (var _ = TensorScope.open()) {
            Dropout.seeded(seed++).apply(probabilities, PROBABILITY);
        }
    }

    @TearDown
    public void free() {
        probabilities.free();
    }
}
