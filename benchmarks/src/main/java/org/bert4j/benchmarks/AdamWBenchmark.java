package org.bert4j.benchmarks;

import org.bert4j.tensor.AdamW;
import org.bert4j.tensor.Gradients;
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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The norm, clipping and update of as many parameters as BERT-base has, beside a copy of one of the arrays.
///
/// An update must read parameters, gradients and both moments and write parameters and both moments: seven arrays. A copy
/// reads one and writes one. So no update can be faster than three and a half copies.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class AdamWBenchmark {
    private static final int TENSORS = 110;
    private static final long COUNT = 1_000_000;
    private static final double LEARNING_RATE = 1e-5;

    /// The limit as a share of the norm: clipping always has something to do.
    private static final double CLIPPED = 0.9999;

    private AdamW optimizer;
    private Tensor source;
    private Tensor target;

    @Setup
    public void make() {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        for (int i = 0; i < TENSORS; i++) {
            parameters.put("weight" + i, Tensor.zeros(COUNT).trainable(true));
        }
        optimizer =
                new AdamW(
                        AdamW.Options.TORCH.withWeightDecay(0.01),
                        List.of(new AdamW.Group("all", parameters, true, 1)));
        try (var _ = TensorScope.open()) {
            parameters.values().forEach(tensor -> Gradients.backward(tensor.sum()));
        }
        source = Tensor.zeros(TENSORS * COUNT);
        target = Tensor.zeros(TENSORS * COUNT);
    }

    @Benchmark
    public void clipAndUpdate() {
        double norm = optimizer.gradientNorm();
        optimizer.clip(norm, CLIPPED * norm);
        optimizer.step(LEARNING_RATE);
    }

    @Benchmark
    public void copyOfOneArray() {
        target.copyFrom(source);
    }

    @TearDown
    public void free() {
        optimizer.free();
        source.free();
        target.free();
    }
}
