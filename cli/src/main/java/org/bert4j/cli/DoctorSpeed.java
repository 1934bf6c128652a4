package org.bert4j.cli;

import org.bert4j.encoder.BertConfig;
import org.bert4j.encoder.BertEncoder;
import org.bert4j.layer.Parameters;
import org.bert4j.tensor.MatrixRate;
import org.bert4j.tensor.Precision;
import org.bert4j.tensor.Tensor;
import org.bert4j.trainer.Plan;
import org.bert4j.trainer.PrecisionProbe;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// How fast this machine computes, measured.
///
/// @param rates  floating point operations a second in matrix products
/// @param stolen share of the time of measuring that the host of a virtual machine had others compute; empty where the
///     system does not say
/// @param plan   what `--precision auto` chooses for a model, with the reason
/// @param model  which model that is
record DoctorSpeed(Map<Precision, Double> rates, OptionalDouble stolen, Plan plan, String model) {
    /// Takes a few seconds.
    ///
    /// @param model name of the model with these sizes
    static DoctorSpeed measure(BertConfig config, String model) {
        Optional<DoctorTicks> before = DoctorTicks.now();
        Map<Precision, Double> rates = new EnumMap<>(Precision.class);
        for (Precision precision : Precision.available()) {
            rates.put(precision, MatrixRate.flopsPerSecond(precision));
        }
        Parameters parameters = Parameters.random(0, config.initializerRange());
        BertEncoder layer = new BertEncoder(parameters, oneLayer(config));
        try {
            Plan plan = PrecisionProbe.measure(layer);
            return new DoctorSpeed(rates, DoctorTicks.stolenSince(before), plan, model);
        } finally {
            parameters.byName().values().forEach(Tensor::free);
        }
    }

    /// The probe looks at the first layer only.
    private static BertConfig oneLayer(BertConfig config) {
        return new BertConfig(
                1,
                config.hiddenSize(),
                1,
                config.heads(),
                config.intermediateSize(),
                config.activation(),
                config.hiddenDropout(),
                config.attentionDropout(),
                config.maxPositions(),
                1,
                config.initializerRange(),
                config.layerNormEpsilon(),
                Map.of());
    }

    /// How many times as many products a second bfloat16 does.
    double gain() {
        return rates.get(Precision.BF16) / rates.get(Precision.FP32);
    }
}
