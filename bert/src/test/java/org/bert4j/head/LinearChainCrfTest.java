package org.bert4j.head;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.bert4j.layer.Parameters;
import org.bert4j.loss.GoldenLoss;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import tools.jackson.databind.JsonNode;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;

class LinearChainCrfTest {
    private static final int TAGS = 3;
    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    @ParameterizedTest(name = "{0} words")
    @ValueSource(ints = {1, 2, 3, 4})
    void likelihoodAndGradientsAreThoseOfTryingAllPaths(int words) {
        check(Model.random(words), new int[] {words});
    }

    @Test
    void sentencesOfEveryLengthInOneBatchAreThoseOfTryingAllPaths() {
        check(Model.random(4 * 4), new int[] {2, 4, 1, 3});
    }

    /// The reference is differentiated numerically in double, so it shares nothing with the tensors.
    private static void check(Model model, int[] lengths) {
        int words = model.words() / lengths.length;
        int[][] tags = new int[lengths.length][words];
        Arrays.setAll(tags, row -> IntStream.range(row, row + words).map(i -> i * i % 3).toArray());
        var expected = new AllPathsLoss(lengths, words, tags);

        Map<String, Tensor> leaves = model.leaves(lengths.length, words);
        Tensor loss = loss(leaves, tags, lengths);
        assertEquals(expected.of(model), loss.item(), 1e-5);
        Gradients.backward(loss);
        leaves.forEach(
                (name, leaf) ->
                        assertArrayEquals(
                                expected.gradient(model, name),
                                leaf.gradient().toFloats(),
                                1e-5f,
                                name));
    }

    private static Tensor loss(Map<String, Tensor> leaves, int[][] tags, int[] lengths) {
        long[] flat = Arrays.stream(tags).flatMapToInt(Arrays::stream).asLongStream().toArray();
        return crf(leaves)
                .negativeLogLikelihood(
                        leaves.get("emissions"),
                        Tensor.of(flat, lengths.length, tags[0].length),
                        mask(lengths, tags[0].length));
    }

    private static LinearChainCrf crf(Map<String, Tensor> leaves) {
        Parameters.Source source =
                (name, _) -> Optional.of(leaves.get(name.substring("crf.".length())));
        return new LinearChainCrf(
                Parameters.from(source, 1, 0.02), (int) leaves.get("end_transitions").count());
    }

    private static Tensor mask(int[] lengths, int words) {
        boolean[] mask = new boolean[lengths.length * words];
        for (int i = 0; i < mask.length; i++) {
            mask[i] = i % words < lengths[i / words];
        }
        return Tensor.of(mask, lengths.length, words);
    }

    /// Numbers of a sentence or of a padded batch, and of a CRF over three tags.
    private record Model(Map<String, double[]> values) {
        static Model random(int words) {
            RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(words);
            Map<String, double[]> values = new HashMap<>();
            values.put("emissions", gaussian(random, words * TAGS));
            values.put("transitions", gaussian(random, TAGS * TAGS));
            values.put("start_transitions", gaussian(random, TAGS));
            values.put("end_transitions", gaussian(random, TAGS));
            return new Model(values);
        }

        /// Rounded to float32, which the tensors have.
        private static double[] gaussian(RandomGenerator random, int count) {
            double[] values = new double[count];
            Arrays.setAll(values, _ -> (float) random.nextGaussian());
            return values;
        }

        int words() {
            return values.get("emissions").length / TAGS;
        }

        Map<String, Tensor> leaves(int sentences, int words) {
            return Map.of(
                    "emissions", leaf("emissions", sentences, words, TAGS),
                    "transitions", leaf("transitions", TAGS, TAGS),
                    "start_transitions", leaf("start_transitions", TAGS),
                    "end_transitions", leaf("end_transitions", TAGS));
        }

        private Tensor leaf(String name, long... shape) {
            double[] numbers = values.get(name);
            float[] floats = new float[numbers.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) numbers[i];
            }
            return Tensor.of(floats, shape).trainable(true);
        }
    }

    /// The definition: minus the logarithm of the true path's share in the sum over all paths.
    private record AllPathsLoss(int[] lengths, int words, int[][] tags) {
        double of(Model model) {
            double loss = 0;
            for (int row = 0; row < lengths.length; row++) {
                double all = 0;
                for (int[] path : AllPaths.of(TAGS, lengths[row])) {
                    all += Math.exp(score(model, row, path));
                }
                loss += Math.log(all) - score(model, row, Arrays.copyOf(tags[row], lengths[row]));
            }
            return loss;
        }

        private double score(Model model, int row, int[] path) {
            double score = model.values.get("start_transitions")[path[0]];
            score += model.values.get("end_transitions")[path[path.length - 1]];
            for (int word = 0; word < path.length; word++) {
                score += model.values.get("emissions")[(row * words + word) * TAGS + path[word]];
            }
            for (int word = 1; word < path.length; word++) {
                score += model.values.get("transitions")[path[word - 1] * TAGS + path[word]];
            }
            return score;
        }

        /// Central differences.
        float[] gradient(Model model, String name) {
            double[] numbers = model.values.get(name);
            float[] gradient = new float[numbers.length];
            for (int i = 0; i < numbers.length; i++) {
                double before = numbers[i];
                numbers[i] = before + 1e-5;
                double above = of(model);
                numbers[i] = before - 1e-5;
                gradient[i] = (float) ((above - of(model)) / 2e-5);
                numbers[i] = before;
            }
            return gradient;
        }
    }

    @Test
    void whatStandsInThePaddingDoesNotMatter() {
        Map<String, Tensor> leaves = Model.random(2 * 3).leaves(2, 3);
        LinearChainCrf crf = crf(leaves);
        Tensor mask = mask(new int[] {1, 3}, 3);
        float[] broken = leaves.get("emissions").toFloats();
        Arrays.fill(broken, TAGS, 3 * TAGS, Float.NaN);
        Tensor withNan = Tensor.of(broken, 2, 3, TAGS).trainable(true);

        Tensor clean =
                crf.negativeLogLikelihood(
                        leaves.get("emissions"),
                        Tensor.of(new long[] {2, 0, 0, 1, 0, 2}, 2, 3),
                        mask);
        Tensor other =
                crf.negativeLogLikelihood(
                        withNan, Tensor.of(new long[] {2, -100, -100, 1, 0, 2}, 2, 3), mask);
        assertEquals(clean.item(), other.item());
        Gradients.backward(other);
        Gradients.backward(clean);
        assertArrayEquals(
                leaves.get("emissions").gradient().toFloats(), withNan.gradient().toFloats());
    }

    @Test
    void aMaskOfOnesAndZerosIsOneOfTrueAndFalse() {
        Map<String, Tensor> leaves = Model.random(2 * 2).leaves(2, 2);
        Tensor tags = Tensor.of(new long[] {2, 0, 1, 2}, 2, 2);
        Tensor emissions = leaves.get("emissions");
        Tensor numbers = Tensor.of(new float[] {1, 0, 1, 1}, 2, 2);
        assertEquals(
                crf(leaves)
                        .negativeLogLikelihood(emissions, tags, mask(new int[] {1, 2}, 2))
                        .item(),
                crf(leaves).negativeLogLikelihood(emissions, tags, numbers).item());
    }

    static Stream<GoldenLoss> pytorchCrf() {
        return GoldenLoss.of("crf");
    }

    @ParameterizedTest
    @MethodSource("pytorchCrf")
    void likelihoodGradientsAndBestPathsAreThoseOfPytorchCrf(GoldenLoss golden) {
        Map<String, Tensor> leaves = new HashMap<>();
        for (String name :
                new String[] {"emissions", "transitions", "start_transitions", "end_transitions"}) {
            leaves.put(name, golden.floats(name).trainable(true));
        }
        int[] lengths = integers(golden.json().get("lengths"));
        LinearChainCrf crf = crf(leaves);
        Tensor mask = mask(lengths, (int) leaves.get("emissions").size(1));
        golden.check(
                crf.negativeLogLikelihood(leaves.get("emissions"), golden.longs("tags"), mask),
                leaves);
        for (int row = 0; row < lengths.length; row++) {
            Tensor sentence = leaves.get("emissions").select(0, row).narrow(0, 0, lengths[row]);
            assertArrayEquals(
                    integers(golden.json().get("best").get(row)), bestPath(crf, sentence));
        }
    }

    private static int[] bestPath(LinearChainCrf crf, Tensor emissions) {
        float[][] rows = new float[(int) emissions.size(0)][];
        Arrays.setAll(rows, word -> emissions.select(0, word).toFloats());
        float[][] transitions = crf.transitions();
        boolean[] all = new boolean[transitions.length];
        Arrays.fill(all, true);
        boolean[][] every = new boolean[all.length][];
        Arrays.fill(every, all);
        return new TagViterbi(all, every)
                .decode(rows, crf.startTransitions(), transitions, crf.endTransitions());
    }

    private static int[] integers(JsonNode node) {
        return node.valueStream().mapToInt(JsonNode::asInt).toArray();
    }

    @Test
    void newStartAndEndScoresAreZeroAndTransitionsAreDrawn() {
        Parameters parameters = Parameters.random(1, 0.02);
        LinearChainCrf crf = new LinearChainCrf(parameters, 2);
        assertEquals(
                "[crf.transitions, crf.start_transitions, crf.end_transitions]",
                parameters.initialised().toString());
        assertArrayEquals(new float[2], crf.startTransitions());
        assertArrayEquals(new float[2], crf.endTransitions());
        float[][] rows = crf.transitions();
        float[] drawn = parameters.byName().get("crf.transitions").toFloats();
        assertArrayEquals(drawn, new float[] {rows[0][0], rows[0][1], rows[1][0], rows[1][1]});
        assertEquals(4, IntStream.range(0, 4).mapToObj(i -> drawn[i]).distinct().count());
    }

    @ParameterizedTest
    @ValueSource(strings = {"000", "011", "101"})
    void aMaskThatIsNotWordsThenPaddingIsRefused(String row) {
        Map<String, Tensor> leaves = Model.random(3).leaves(1, 3);
        float[] mask = new float[3];
        IntStream.range(0, 3).forEach(i -> mask[i] = row.charAt(i) - '0');
        var e =
                assertThrows(
                        IllegalArgumentException.class,
                        () ->
                                crf(leaves)
                                        .negativeLogLikelihood(
                                                leaves.get("emissions"),
                                                Tensor.of(new long[3], 1, 3),
                                                Tensor.of(mask, 1, 3)));
        assertEquals(
                "Row 0 of the mask, %s, is not one or more words and then padding"
                        .formatted(Arrays.toString(row.chars().map(c -> c - '0').toArray())),
                e.getMessage());
    }
}
