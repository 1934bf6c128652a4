package org.bert4j.trainer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bert4j.tensor.AdamW;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

class ParameterGroupsTest {
    private static final String EMBEDDING = "bert.embeddings.word_embeddings.weight";
    private static final String LAYER = "bert.encoder.layer.%d.output.dense.weight";

    private TensorScope scope;

    @BeforeEach
    void open() {
        scope = TensorScope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    /// google-research/electra, model/optimization.py: rate * decay^(layers + 2 - depth), the embeddings at depth 0, layer
    /// i at i + 1, what belongs to the task at layers + 2.
    @ParameterizedTest
    @CsvSource({"2, 0.8", "12, 0.9", "24, 0.5"})
    void ratesOfLayersAreThoseOfElectra(int layers, double decay) {
        Map<String, Double> rates = rates(bert(layers), update(decay, OptionalDouble.empty()));
        assertEquals(Math.pow(decay, layers + 2), rates.get(EMBEDDING), 1e-12);
        for (int layer = 0; layer < layers; layer++) {
            int depth = layer + 1;
            double expected = Math.pow(decay, layers + 2 - depth);
            assertEquals(expected, rates.get(LAYER.formatted(layer)), 1e-12);
        }
        assertEquals(1, rates.get("bert.pooler.dense.weight"));
        assertEquals(1, rates.get("classifier.bias"));
    }

    /// The highest layer is always trained unless none is, so the number of layers is known.
    @Test
    void frozenLayersChangeNoRate() {
        var update = update(0.8, OptionalDouble.empty());
        Map<String, Double> whole = rates(bert(4), update);
        Map<String, Tensor> upper = bert(4);
        List.of(EMBEDDING, LAYER.formatted(0), LAYER.formatted(1)).forEach(upper::remove);
        rates(upper, update).forEach((name, rate) -> assertEquals(whole.get(name), rate, name));
    }

    @Test
    void theHeadHasARateOfItsOwnWhateverTheDecay() {
        for (double decay : List.of(1.0, 0.9)) {
            Map<String, Double> rates = rates(bert(2), update(decay, OptionalDouble.of(2e-3)));
            assertEquals(20, rates.get("classifier.weight"), 1e-9);
            assertEquals(20, rates.get("bert.pooler.dense.bias"), 1e-9);
            assertEquals(Math.pow(decay, 2), rates.get(LAYER.formatted(1)), 1e-12);
        }
    }

    /// So that the moments of earlier runs are found again.
    @Test
    void withOneRateThereAreTheTwoGroupsDecayedAndUndecayed() {
        List<AdamW.Group> groups = ParameterGroups.of(bert(2), TrainingOptions.Update.of(1e-4));
        assertEquals(
                List.of("decayed", "undecayed"), groups.stream().map(AdamW.Group::name).toList());
        assertEquals(List.of(1.0, 1.0), groups.stream().map(AdamW.Group::rateFactor).toList());
        assertEquals(
                List.of(
                        "bert.embeddings.LayerNorm.weight",
                        "bert.pooler.dense.bias",
                        "classifier.bias"),
                groups.get(1).parameters().keySet().stream().sorted().toList());
    }

    @Test
    void everyParameterIsInOneGroupAndGroupsDifferInName() {
        Map<String, Tensor> parameters = bert(12);
        List<AdamW.Group> groups =
                ParameterGroups.of(parameters, update(0.9, OptionalDouble.of(1e-3)));
        List<String> found =
                groups.stream().flatMap(group -> group.parameters().keySet().stream()).toList();
        assertEquals(
                parameters.keySet().stream().sorted().toList(), found.stream().sorted().toList());
        assertEquals(groups.size(), groups.stream().map(AdamW.Group::name).distinct().count());
        groups.forEach(
                group ->
                        group.parameters()
                                .keySet()
                                .forEach(
                                        name ->
                                                assertEquals(
                                                        name.endsWith("weight")
                                                                && !name.contains("LayerNorm"),
                                                        group.decayed(),
                                                        name)));
    }

    private static TrainingOptions.Update update(double layerDecay, OptionalDouble headRate) {
        TrainingOptions.Update usual = TrainingOptions.Update.of(1e-4);
        return new TrainingOptions.Update(
                usual.learningRate(),
                usual.schedule(),
                usual.warmupShare(),
                usual.optimizer(),
                usual.maxGradientNorm(),
                layerDecay,
                headRate);
    }

    private static Map<String, Tensor> bert(int layers) {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        parameters.put(EMBEDDING, one());
        parameters.put("bert.embeddings.LayerNorm.weight", one());
        for (int layer = 0; layer < layers; layer++) {
            parameters.put(LAYER.formatted(layer), one());
        }
        parameters.put("bert.pooler.dense.weight", one());
        parameters.put("bert.pooler.dense.bias", one());
        parameters.put("classifier.weight", one());
        parameters.put("classifier.bias", one());
        return parameters;
    }

    private static Tensor one() {
        return Tensor.of(new float[] {1}, 1);
    }

    private static Map<String, Double> rates(
            Map<String, Tensor> parameters, TrainingOptions.Update update) {
        Map<String, Double> rates = new LinkedHashMap<>();
        ParameterGroups.of(parameters, update)
                .forEach(
                        group ->
                                group.parameters()
                                        .keySet()
                                        .forEach(name -> rates.put(name, group.rateFactor())));
        return rates;
    }
}
