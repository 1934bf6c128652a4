package org.bert4j.layer;

import org.bert4j.tensor.Tensor;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// The named parameters of a model while it is built: each layer asks for its own by their published names, and gets
/// what a checkpoint holds, or, where it holds nothing, a new one initialised as BERT is (Devlin et al. 2019).
///
/// Names are relative to the place [#at] has gone to. The random values depend on the seed and the full name only.
public final class Parameters {
    /// Where values come from that are known already, for example a checkpoint.
    @FunctionalInterface
    public interface Source {
        /// A new tensor with the values of a parameter, if the source has it.
        ///
        /// @throws RuntimeException with one clear sentence if it has it in another shape
        Optional<Tensor> find(String name, long... shape);
    }

    private final Source source;
    private final long seed;
    private final double initializerRange;
    private final Optional<Lora> lora;
    private final String prefix;
    private final Map<String, Tensor> byName;
    private final Set<String> initialised;

    private Parameters(
            Source source,
            long seed,
            double initializerRange,
            Optional<Lora> lora,
            String prefix,
            Map<String, Tensor> byName,
            Set<String> initialised) {
        this.source = source;
        this.seed = seed;
        this.initializerRange = initializerRange;
        this.lora = lora;
        this.prefix = prefix;
        this.byName = byName;
        this.initialised = initialised;
    }

    /// @param initializerRange standard deviation of new matrices
    public static Parameters from(Source source, long seed, double initializerRange) {
        return from(source, seed, initializerRange, Optional.empty());
    }

    /// The same of a model whose layers have branches beside them.
    public static Parameters from(
            Source source, long seed, double initializerRange, Optional<Lora> lora) {
        return new Parameters(
                source,
                seed,
                initializerRange,
                lora,
                "",
                new LinkedHashMap<>(),
                new LinkedHashSet<>());
    }

    /// All parameters new.
    public static Parameters random(long seed, double initializerRange) {
        return from((_, _) -> Optional.empty(), seed, initializerRange);
    }

    /// The same parameters, seen from a place further down: `at("encoder.layer.0")`.
    public Parameters at(String place) {
        return new Parameters(
                source, seed, initializerRange, lora, prefix + place + ".", byName, initialised);
    }

    /// What stands beside the layer at this place; empty: nothing.
    Optional<Lora> lora() {
        String place = prefix.substring(0, Math.max(0, prefix.length() - 1));
        return lora.filter(which -> which.isBeside(place));
    }

    /// A weight matrix or table `[rows, columns]`; a new one is drawn from a normal distribution.
    public Tensor matrix(String name, int rows, int columns) {
        return parameter(name, () -> gaussian(prefix + name, rows * columns), rows, columns);
    }

    /// The same; a new one holds zeros.
    Tensor zeros(String name, int rows, int columns) {
        return parameter(name, () -> new float[rows * columns], rows, columns);
    }

    /// A vector `[size]`; a new one holds `initial` everywhere.
    public Tensor vector(String name, int size, float initial) {
        return parameter(name, () -> filled(size, initial), size);
    }

    /// A parameter that another layer has asked for: the two share it.
    ///
    /// @throws IllegalStateException if nobody has
    public Tensor shared(String name) {
        Tensor parameter = byName.get(prefix + name);
        if (parameter == null) {
            throw new IllegalStateException("No layer has asked for " + prefix + name + " yet");
        }
        return parameter;
    }

    /// Every parameter asked for so far, by full name, in the order of asking.
    public Map<String, Tensor> byName() {
        return Collections.unmodifiableMap(byName);
    }

    /// Full names of those the source did not have.
    public Set<String> initialised() {
        return Collections.unmodifiableSet(initialised);
    }

    private interface Initial {
        float[] values();
    }

    private Tensor parameter(String name, Initial initial, long... shape) {
        String fullName = prefix + name;
        Tensor tensor =
                source.find(fullName, shape)
                        .orElseGet(
                                () -> {
                                    initialised.add(fullName);
                                    return Tensor.of(initial.values(), shape);
                                });
        byName.put(fullName, tensor.trainable(true));
        return tensor;
    }

    private float[] gaussian(String fullName, int count) {
        RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom")
                        .create(seed * 0x9E3779B97F4A7C15L + fullName.hashCode());
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * initializerRange);
        }
        return values;
    }

    private static float[] filled(int count, float value) {
        float[] values = new float[count];
        Arrays.fill(values, value);
        return values;
    }
}
