package org.bert4j.benchmarks;

import org.bert4j.batch.TokenBatch;
import org.bert4j.encoder.BertConfig;
import org.bert4j.encoder.BertEncoder;
import org.bert4j.layer.Activation;
import org.bert4j.layer.Dropout;
import org.bert4j.layer.Parameters;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.Precision;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorScope;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One layer of BERT-base behind embeddings of a small vocabulary, over 8 rows.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class LayerBenchmark {
    @Param({"FP32", "BF16"})
    public Precision precision;

    /// How many tokens a row may have, and how long the rows are: all full, or lengths as in SQuAD.
    @Param({"128 full", "384 full", "384 mixed"})
    public String rows;

    private final Parameters parameters = Parameters.random(1, 0.02);
    private BertEncoder encoder;
    private SampleRows samples;
    private long seed;

    @Setup
    public void make() {
        encoder = new BertEncoder(parameters.at("bert"), oneLayer());
        samples = SampleRows.named(rows, 8);
    }

    private static BertConfig oneLayer() {
        return new BertConfig(
                SampleRows.VOCABULARY,
                768,
                1,
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
    }

    @Benchmark
    public void forward() {
        try (var _ = TensorScope.open();
                var _ = Gradients.off()) {
            output(Dropout.NONE);
        }
    }

    @Benchmark
    public void forwardAndBackward() {
        try (var _ = TensorScope.open()) {
            Gradients.backward(output(Dropout.seeded(seed++)).mean());
        }
    }

    private Tensor output(Dropout dropout) {
        TokenBatch batch = samples.batch();
        try (var _ = precision.open()) {
            return encoder.forward(batch, dropout);
        }
    }

    @TearDown
    public void free() {
        parameters.byName().values().forEach(Tensor::free);
    }
}
