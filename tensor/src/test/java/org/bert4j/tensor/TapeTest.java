package org.bert4j.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/// What a tape computes, and its gradients, against libtorch's own in float32.
class TapeTest {
    private static final int ROWS = 48;
    private static final int WIDTH = 32;
    private static final int WIDE = 80;
    private static final int HEADS = 4;
    private static final double EPSILON = 1e-12;
    private static final float HIDE = Float.NEGATIVE_INFINITY;

    private final Random random = new Random(3);
    private TensorScope scope;

    @BeforeEach
    void open() {
        assumeTrue(OneDnn.isAvailable(ElementType.F32));
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        if (scope != null) {
            scope.close();
        }
    }

    /// A computation from an input, with a tape and without.
    ///
    /// @param parameters whose gradients are compared
    private record Twice(
            Tensor input,
            List<Tensor> parameters,
            Function<Tensor, Tensor> plain,
            TapedComputation taped) {}

    private interface TapedComputation {
        Tensor of(Tensor input, Tape tape);
    }

    /// The result, and the gradients of the input and the parameters.
    private static List<float[]> found(Twice twice, Function<Tensor, Tensor> computation) {
        Tensor result = computation.apply(twice.input).as(ElementType.F32);
        float[] measure = new float[(int) result.count()];
        for (int i = 0; i < measure.length; i++) {
            measure[i] = (float) Math.sin(i);
        }
        Gradients.backward(result.times(Tensor.of(measure, result.shape())).sum());
        List<float[]> found = new ArrayList<>(List.of(result.toFloats()));
        List<Tensor> leaves = new ArrayList<>(twice.parameters);
        leaves.add(twice.input);
        for (Tensor leaf : leaves) {
            found.add(leaf.gradient().toFloats());
            leaf.clearGradient();
        }
        return found;
    }

    private static void requireTheSame(ElementType type, Twice twice) {
        assumeTrue(OneDnn.isAvailable(type));
        List<float[]> expected = found(twice, twice.plain);
        List<float[]> actual =
                found(
                        twice,
                        input -> {
                            Tensor start = input.as(type);
                            Tape tape = Tape.from(start);
                            return tape.end(twice.taped.of(start, tape));
                        });
        for (int i = 0; i < expected.size(); i++) {
            double apart = distance(expected.get(i), actual.get(i));
            assertEquals(0, apart, type == ElementType.F32 ? 1e-5 : 0.015, "number " + i);
        }
    }

    /// As a share of the length of the first.
    private static double distance(float[] expected, float[] actual) {
        double apart = 0;
        double length = 1e-12;
        for (int i = 0; i < expected.length; i++) {
            apart += Math.pow(expected[i] - actual[i], 2);
            length += Math.pow(expected[i], 2);
        }
        return Math.sqrt(apart / length);
    }

    private Tensor parameter(long... shape) {
        return random(shape).trainable(true);
    }

    /// Numbers that bfloat16 holds exactly.
    private Tensor random(long... shape) {
        int count = 1;
        for (long size : shape) {
            count *= (int) size;
        }
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (random.nextInt(256) - 128) / 128f;
        }
        return Tensor.of(values, shape);
    }

    /// Zeros and scales.
    private static Tensor factors(long... shape) {
        return DropoutMasks.seeded(4).factors(ElementType.F32, 0.3, shape).orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"F32", "BF16"})
    void linear(ElementType type) {
        Tensor weight = parameter(WIDE, WIDTH);
        Tensor bias = parameter(WIDE);
        requireTheSame(
                type,
                new Twice(
                        parameter(ROWS, WIDTH),
                        List.of(weight, bias),
                        input -> input.linear(weight, bias),
                        (input, tape) -> tape.linear(input, Weight.of(weight), Weight.of(bias))));
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"F32", "BF16"})
    void linearWithDropoutAndResidual(ElementType type) {
        Tensor weight = parameter(WIDTH, WIDTH);
        Tensor bias = parameter(WIDTH);
        Tensor factors = factors(ROWS, WIDTH);
        requireTheSame(
                type,
                new Twice(
                        parameter(ROWS, WIDTH),
                        List.of(weight, bias),
                        input -> input.linear(weight, bias).times(factors).plus(input),
                        (input, tape) ->
                                tape.linear(
                                        input,
                                        Weight.of(weight),
                                        Weight.of(bias),
                                        Optional.of(factors.as(type)),
                                        Optional.of(input))));
    }

    /// Three in one product, of which the second has no branch; then dropout and a sum with the input.
    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"F32", "BF16"})
    void lowRankBranches(ElementType type) {
        int out = 24;
        Tensor weight = random(3 * out, 3 * out);
        Tensor bias = random(3 * out);
        List<Tensor> downs = List.of(parameter(4, 3 * out), parameter(4, 3 * out));
        Tensor first = parameter(out, 4);
        Tensor third = parameter(out, 4);
        Tensor factors = factors(ROWS, 3 * out);
        double scale = 0.5;
        requireTheSame(
                type,
                new Twice(
                        parameter(ROWS, 3 * out),
                        List.of(downs.get(0), downs.get(1), first, third),
                        input -> {
                            Tensor branches =
                                    Tensor.concatenate(
                                            List.of(
                                                    lowRank(input, downs.get(0), first),
                                                    Tensor.zeros(ROWS, out),
                                                    lowRank(input, downs.get(1), third)),
                                            1);
                            return input.linear(weight, bias)
                                    .plus(branches.times(scale))
                                    .times(factors)
                                    .plus(input);
                        },
                        (input, tape) -> {
                            Tensor product = tape.linear(input, Weight.of(weight), Weight.of(bias));
                            tape.addLowRank(
                                    product,
                                    input,
                                    Weight.stacked(downs.get(0), downs.get(1)),
                                    List.of(
                                            Optional.of(Weight.of(first)),
                                            Optional.empty(),
                                            Optional.of(Weight.of(third))),
                                    scale);
                            return tape.sum(product, Optional.of(factors.as(type)), input);
                        }));
    }

    private static Tensor lowRank(Tensor input, Tensor down, Tensor up) {
        return input.matmul(down.transpose(0, 1)).matmul(up.transpose(0, 1));
    }

    /// Three in one product, of which one is frozen.
    @Test
    void stackedParametersGetWhatIsTheirs() {
        List<Tensor> weights = List.of(parameter(8, WIDTH), random(8, WIDTH), parameter(8, WIDTH));
        List<Tensor> biases = List.of(parameter(8), parameter(8), parameter(8));
        Weight weight = Weight.stacked(weights.toArray(Tensor[]::new));
        Weight bias = Weight.stacked(biases.toArray(Tensor[]::new));
        requireTheSame(
                ElementType.F32,
                new Twice(
                        parameter(ROWS, WIDTH),
                        List.of(weights.get(0), weights.get(2), biases.get(1)),
                        input ->
                                input.linear(
                                        Tensor.concatenate(weights, 0),
                                        Tensor.concatenate(biases, 0)),
                        (input, tape) -> tape.linear(input, weight, bias)));
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"F32", "BF16"})
    void layerNorm(ElementType type) {
        Tensor weight = parameter(WIDTH);
        Tensor bias = parameter(WIDTH);
        requireTheSame(
                type,
                new Twice(
                        parameter(ROWS, WIDTH),
                        List.of(weight, bias),
                        input -> input.layerNorm(weight, bias, EPSILON),
                        (input, tape) -> tape.layerNorm(input, weight, bias, EPSILON)));
    }

    @ParameterizedTest
    @EnumSource(FixedWeight.Activation.class)
    void activations(FixedWeight.Activation activation) {
        assumeTrue(activation != FixedWeight.Activation.NONE);
        for (ElementType type : List.of(ElementType.F32, ElementType.BF16)) {
            requireTheSame(
                    type,
                    new Twice(
                            parameter(ROWS, WIDE),
                            List.of(),
                            input ->
                                    switch (activation) {
                                        case NONE -> input;
                                        case GELU -> input.gelu();
                                        case GELU_TANH -> input.geluTanh();
                                        case RELU -> input.relu();
                                    },
                            (input, tape) -> tape.activation(input, activation)));
        }
    }

    @Test
    void someRowsOfATensorThatIsUsedTwice() {
        Tensor weight = parameter(WIDTH, WIDTH);
        Tensor bias = parameter(WIDTH);
        Tensor chosen = Tensor.of(new int[] {40, 3, 7});
        requireTheSame(
                ElementType.F32,
                new Twice(
                        parameter(ROWS, WIDTH),
                        List.of(weight, bias),
                        input -> {
                            Tensor all = input.linear(weight, bias);
                            return input.rows(chosen).plus(all.rows(chosen));
                        },
                        (input, tape) -> {
                            Weight w = Weight.of(weight);
                            Weight b = Weight.of(bias);
                            Tensor all = tape.linear(input, w, b);
                            return tape.linear(
                                    tape.rows(all, chosen),
                                    Weight.of(identity()),
                                    Weight.of(Tensor.zeros(WIDTH)),
                                    Optional.empty(),
                                    Optional.of(tape.rows(input, chosen)));
                        }));
    }

    private static Tensor identity() {
        float[] values = new float[WIDTH * WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            values[i * WIDTH + i] = 1;
        }
        return Tensor.of(values, WIDTH, WIDTH);
    }

    // ---- attention

    /// Two rows of 16 and one of 8 tokens; in the second of 16, the last four are hidden.
    private static List<AttentionBlock> blocks(ElementType type, boolean dropped) {
        float[] ends = new float[2 * 16];
        Arrays.fill(ends, 28, 32, HIDE);
        return List.of(
                new AttentionBlock(
                        2,
                        16,
                        Optional.of(Tensor.of(ends, 2, 1, 1, 16).as(type)),
                        dropped
                                ? Optional.of(factors(2, HEADS, 16, 16).as(type))
                                : Optional.empty()),
                new AttentionBlock(
                        1,
                        8,
                        Optional.empty(),
                        dropped
                                ? Optional.of(factors(1, HEADS, 8, 8).as(type))
                                : Optional.empty()));
    }

    private static Tensor inSteps(Tensor queryKeyValue, List<AttentionBlock> blocks) {
        List<Tensor> contexts = new ArrayList<>();
        long begin = 0;
        for (AttentionBlock block : blocks) {
            long slots = block.rows() * block.tokens();
            List<Tensor> parts =
                    queryKeyValue
                            .narrow(0, begin, slots)
                            .reshape(block.rows(), block.tokens(), 3, HEADS, WIDTH / HEADS)
                            .permute(2, 0, 3, 1, 4)
                            .unbind(0);
            Tensor scores =
                    parts.get(0)
                            .matmul(parts.get(1).transpose(-2, -1))
                            .times(1 / Math.sqrt((double) WIDTH / HEADS));
            Tensor probabilities = block.mask().map(scores::plus).orElse(scores).softmax(-1);
            contexts.add(
                    block.dropout()
                            .map(probabilities::times)
                            .orElse(probabilities)
                            .matmul(parts.get(2))
                            .transpose(1, 2)
                            .reshape(slots, WIDTH));
            begin += slots;
        }
        return Tensor.concatenate(contexts, 0);
    }

    @ParameterizedTest
    @EnumSource(
            value = ElementType.class,
            names = {"F32", "BF16"})
    void attention(ElementType type) {
        for (boolean dropped : new boolean[] {true, false}) {
            requireTheSame(
                    type,
                    new Twice(
                            parameter(2 * 16 + 8, 3 * WIDTH),
                            List.of(),
                            input -> inSteps(input, blocks(ElementType.F32, dropped)),
                            (input, tape) -> tape.attention(input, HEADS, blocks(type, dropped))));
        }
    }

    // ---- tapes

    /// Two tapes after each other, libtorch before, between and behind them; two ways back add up.
    @Test
    void tapesAndLibtorchTakeTurns() {
        Tensor weight = parameter(WIDTH, WIDTH);
        Tensor bias = parameter(WIDTH);
        Twice twice =
                new Twice(
                        parameter(ROWS, WIDTH),
                        List.of(weight, bias),
                        input -> input.linear(weight, bias).tanh().linear(weight, bias),
                        null);
        List<float[]> expected = found(twice, twice.plain);
        List<float[]> actual =
                found(
                        twice,
                        input -> {
                            Tensor first = linear(input.times(1), weight, bias);
                            return linear(first.tanh(), weight, bias);
                        });
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(0, distance(expected.get(i), actual.get(i)), 1e-5, "number " + i);
        }
    }

    private static Tensor linear(Tensor input, Tensor weight, Tensor bias) {
        Tape tape = Tape.from(input);
        return tape.end(tape.linear(input, Weight.of(weight), Weight.of(bias)));
    }

    @Test
    void whatIsNotTrainedGetsNoGradient() {
        Tensor input = random(ROWS, WIDTH);
        Tensor weight = random(WIDTH, WIDTH);
        Tensor bias = parameter(WIDTH);
        Gradients.backward(linear(input, weight, bias).sum());
        assertFalse(input.handle.grad().defined());
        assertTrue(weight.gradients().isEmpty());
        float[] each = new float[WIDTH];
        Arrays.fill(each, ROWS);
        assertArrayEquals(each, bias.gradient().toFloats());
    }

    @Test
    void aTapeBeginsAtAContiguousTensor() {
        Tensor sideways = random(WIDTH, ROWS).transpose(0, 1);
        assertThrows(TensorException.class, () -> Tape.from(sideways));
    }

    /// As in an evaluation that forgot to switch gradients off.
    @Test
    void aComputationWithoutAWayBackIsForgotten() {
        Tensor weight = parameter(WIDTH, WIDTH);
        Tensor bias = parameter(WIDTH);
        try (var _ = TensorScope.open()) {
            linear(random(ROWS, WIDTH), weight, bias);
        }
        Gradients.backward(linear(random(ROWS, WIDTH), weight, bias).sum());
        assertEquals(ROWS, bias.gradient().toFloats()[0]);
    }

    /// Memory is given back on the way, not only at the end of the scope.
    @Test
    void theWayBackFreesWhatItNoLongerNeeds() {
        Tensor weight = parameter(WIDTH, WIDTH);
        Tensor bias = parameter(WIDTH);
        Tensor input = parameter(ROWS, WIDTH);
        Tape tape = Tape.from(input);
        Tensor middle = tape.linear(input, Weight.of(weight), Weight.of(bias));
        Tensor result = tape.end(tape.activation(middle, FixedWeight.Activation.GELU));
        Gradients.backward(result.sum());
        assertTrue(middle.handle.isNull());
        assertFalse(result.handle.isNull());
        assertFalse(input.handle.isNull());
    }
}
