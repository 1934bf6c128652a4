package org.bert4j.trainer;

import org.bert4j.batch.Block;
import org.bert4j.encoder.BertEncoder;
import org.bert4j.encoder.BertLayer;
import org.bert4j.layer.Dropout;
import org.bert4j.tensor.ElementType;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.Precision;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorScope;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Chooses the faster precision by measuring one layer of the very model, forward and backward: bfloat16 is five times
/// as fast as float32 on some processors, and twice as slow on others.
public final class PrecisionProbe {
    private static final int SEQUENCES = 8;
    private static final int TOKENS = 128;
    private static final int REPETITIONS = 3;

    /// bfloat16 must be this much faster to be worth its rounding.
    private static final double WORTHWHILE = 1.15;

    private PrecisionProbe() {}

    /// Takes about a second. The model is unchanged afterwards, gradients of its first layer apart.
    public static Plan measure(BertEncoder encoder) {
        Map<Precision, Double> millis = new EnumMap<>(Precision.class);
        for (Precision precision : Precision.TRAINING) {
            millis.put(precision, fastest(encoder, precision));
        }
        double gain = millis.get(Precision.FP32) / millis.get(Precision.BF16);
        String reason =
                String.format(
                        Locale.ROOT,
                        "measured: a layer forward and backward over %d x %d tokens takes %.0f ms"
                                + " in fp32, %.0f ms in bf16",
                        SEQUENCES,
                        TOKENS,
                        millis.get(Precision.FP32),
                        millis.get(Precision.BF16));
        return new Plan(gain >= WORTHWHILE ? Precision.BF16 : Precision.FP32, reason);
    }

    private static double fastest(BertEncoder encoder, Precision precision) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i <= REPETITIONS; i++) { // the first warms up
            long begin = System.nanoTime();
            step(encoder.layers().getFirst(), encoder.config().hiddenSize(), precision);
            double elapsed = (System.nanoTime() - begin) / 1e6;
            best = i == 0 ? best : Math.min(best, elapsed);
        }
        return best;
    }

    private static void step(BertLayer layer, int hiddenSize, Precision precision) {
        try (var _ = TensorScope.open()) {
            Tensor hidden = Tensor.zeros(SEQUENCES * TOKENS, hiddenSize).trainable(true);
            List<Block> blocks = List.of(Block.full(SEQUENCES, TOKENS));
            Tensor output = layer.forward(hidden.as(precision.type()), blocks, Dropout.seeded(0));
            Gradients.backward(output.as(ElementType.F32).sum());
            hidden.gradient().sum().item(); // a GPU is waited for
        }
    }
}
