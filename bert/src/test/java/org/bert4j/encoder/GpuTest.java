package org.bert4j.encoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.batch.TokenBatch;
import org.bert4j.feature.TextRow;
import org.bert4j.layer.Dropout;
import org.bert4j.layer.Parameters;
import org.bert4j.tensor.AdamW;
import org.bert4j.tensor.Device;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.IntStream;

/// The same code on a GPU: `mvn -B -Pgpu verify` on a machine that has one.
@Tag("gpu")
class GpuTest {
    private static final BertConfig CONFIG = BertSize.TINY.config(100);

    @AfterEach
    void goBack() {
        Device.use(Device.CPU);
    }

    @Test
    void outputsAreThoseOfTheProcessor() {
        float[] expected = output();
        Device.use(Device.CUDA);
        assertArrayEquals(expected, output(), 1e-4f);
    }

    @Test
    void lossesFall() {
        Device.use(Device.CUDA);
        Parameters parameters = Parameters.random(5, CONFIG.initializerRange());
        BertEncoder encoder = new BertEncoder(parameters, CONFIG);
        AdamW optimizer =
                new AdamW(
                        AdamW.Options.TORCH,
                        List.of(new AdamW.Group("all", parameters.byName(), true, 1)));
        double first = 0;
        double last = 0;
        for (int step = 0; step < 30; step++) {
            optimizer.clearGradients();
            try (var _ = TensorScope.open()) {
                Tensor output = encoder.forward(batch(), Dropout.seeded(step));
                Tensor above = output.minus(Tensor.of(new float[] {1}));
                Tensor loss = above.times(above).mean();
                Gradients.backward(loss);
                last = loss.item();
                first = step == 0 ? last : first;
            }
            optimizer.clip(optimizer.gradientNorm(), 1);
            optimizer.step(3e-2);
        }
        assertTrue(last < 0.5 * first, first + " to " + last);
    }

    private static float[] output() {
        try (var _ = TensorScope.open();
                var _ = Gradients.off()) {
            Parameters parameters = Parameters.random(5, CONFIG.initializerRange());
            return new BertEncoder(parameters, CONFIG)
                    .forward(batch(), Dropout.NONE)
                    .select(0, 0) // the longest: no padding
                    .toFloats();
        }
    }

    private static TokenBatch batch() {
        return TokenBatch.of(List.of(row(40), row(9), row(23)), 0);
    }

    private static TextRow row(int length) {
        return new TextRow(IntStream.rangeClosed(1, length).toArray(), new int[length]);
    }
}
