package org.bert4j.tensor;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Adam with decoupled weight decay (Loshchilov and Hutter 2019), in the variants BERT is trained with, and LAMB, which
/// makes each parameter's step as long as the parameter.
public final class AdamW {
    /// Constants of the update.
    ///
    /// @param beta1          decay of the mean of gradients, in [0, 1)
    /// @param beta2          decay of the mean of squared gradients, in [0, 1)
    /// @param epsilon        added to the root of the squared mean
    /// @param weightDecay    share of a weight, times the learning rate, that each step takes away
    /// @param biasCorrection whether the means are corrected for starting at zero
    /// @param trustRatio     whether the step of each parameter that is decayed is scaled to the parameter's length
    public record Options(
            double beta1,
            double beta2,
            double epsilon,
            double weightDecay,
            boolean biasCorrection,
            boolean trustRatio) {
        /// As torch.optim.AdamW, with Hugging Face's weight decay of 0.
        public static final Options TORCH = new Options(0.9, 0.999, 1e-8, 0.0, true);

        /// As google-research/bert, optimization.py: no bias correction; the decay uses the weights before the step.
        public static final Options GOOGLE = new Options(0.9, 0.999, 1e-6, 0.01, false);

        /// LAMB (You et al. 2020, "Large Batch Optimization for Deep Learning", algorithm 2), with the constants BERT was
        /// trained with there: for large batches. Normalisation and biases take ordinary steps, as in Google's.
        public static final Options LAMB = new Options(0.9, 0.999, 1e-6, 0.01, true, true);

        /// Without a trust ratio.
        public Options(
                double beta1,
                double beta2,
                double epsilon,
                double weightDecay,
                boolean biasCorrection) {
            this(beta1, beta2, epsilon, weightDecay, biasCorrection, false);
        }

        public Options {
            if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
                throw new IllegalArgumentException(
                        "betas must lie in [0, 1), not %s and %s".formatted(beta1, beta2));
            }
            if (!(epsilon > 0)) {
                throw new IllegalArgumentException("epsilon must be above 0, not " + epsilon);
            }
            if (!(weightDecay >= 0)) {
                throw new IllegalArgumentException("weight decay is below 0: " + weightDecay);
            }
        }

        public Options withWeightDecay(double value) {
            return new Options(beta1, beta2, epsilon, value, biasCorrection, trustRatio);
        }
    }

    /// Parameters that are updated alike.
    ///
    /// @param name       of the group, for its moments in a saved state
    /// @param parameters by name
    /// @param decayed    whether weight decay applies to them
    /// @param rateFactor what the learning rate is multiplied by
    public record Group(
            String name, Map<String, Tensor> parameters, boolean decayed, double rateFactor) {}

    private final Options options;
    private final List<State> groups;
    private long steps;
    private double gradientScale = 1;

    public AdamW(Options options, List<Group> groups) {
        this.options = options;
        this.groups = groups.stream().map(State::new).toList();
    }

    /// Sets all gradients to zero.
    public void clearGradients() {
        gradientScale = 1;
        groups.forEach(group -> group.parameters.clearGradients());
    }

    /// Euclidean norm of all gradients together.
    public double gradientNorm() {
        double squares = 0;
        for (State group : groups) {
            squares += group.parameters.squaredGradientNorm();
        }
        return Math.sqrt(squares);
    }

    /// The next update takes all gradients scaled so that their common norm is at most `maxNorm`, as after torch's
    /// clip_grad_norm_.
    ///
    /// @param norm what [#gradientNorm] returned
    /// @return     that scale; the gradients themselves stay as they are
    public double clip(double norm, double maxNorm) {
        gradientScale = Math.min(1, maxNorm / (norm + 1e-6));
        return gradientScale;
    }

    /// One update of every parameter.
    public void step(double learningRate) {
        steps++;
        groups.forEach(group -> group.step(learningRate));
    }

    /// Updates done so far.
    public long steps() {
        return steps;
    }

    /// The moments by name, for saving: live tensors, not copies.
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        for (State group : groups) {
            state.put(group.name + ".mean", group.mean);
            state.put(group.name + ".squared_mean", group.squaredMean);
        }
        return state;
    }

    /// Continues from moments that [#state] gave, after `steps` updates.
    public void restore(Map<String, Tensor> state, long steps) {
        state().forEach((name, tensor) -> tensor.copyFrom(state.get(name)));
        groups.forEach(
                group -> group.parameters.restoreRows(List.of(group.mean, group.squaredMean)));
        this.steps = steps;
    }

    /// Ends the life of moments and buffers.
    public void free() {
        for (State group : groups) {
            group.mean.free();
            group.squaredMean.free();
            group.parameters.free();
        }
    }

    private final class State {
        private final String name;
        private final FlatParameters parameters;
        private final double weightDecay;
        private final double rateFactor;
        private final boolean scaled; // to the length of each parameter
        private final Tensor mean;
        private final Tensor squaredMean;

        State(Group group) {
            name = group.name();
            parameters = new FlatParameters(group.parameters());
            weightDecay = group.decayed() ? options.weightDecay() : 0;
            rateFactor = group.rateFactor();
            scaled = group.decayed() && options.trustRatio();
            long count = parameters.values().count();
            mean = Tensor.zeros(count);
            squaredMean = Tensor.zeros(count);
        }

        void step(double commonRate) {
            double learningRate = commonRate * rateFactor;
            double meanScale = 1;
            double rootScale = 1;
            if (options.biasCorrection()) {
                meanScale = 1 / (1 - Math.pow(options.beta1(), steps));
                rootScale = 1 / Math.sqrt(1 - Math.pow(options.beta2(), steps));
            }
            AdamWStep step =
                    new AdamWStep(
                            (float) gradientScale,
                            (float) (1 - options.beta1()),
                            (float) (1 - options.beta2()),
                            1 - learningRate * weightDecay,
                            (float) (learningRate * meanScale),
                            (float) rootScale,
                            (float) options.epsilon());
            if (Device.isCpu()) {
                stepInPieces(step, (float) meanScale);
            } else {
                stepOnDevice(step, (float) meanScale);
            }
            parameters.changed();
        }

        private void stepInPieces(AdamWStep step, float meanScale) {
            var arrays = AdamWStep.Arrays.of(parameters.values(), mean, squaredMean);
            if (!scaled) {
                step.update(arrays, weightDecay > 0 ? parameters.all() : parameters.inMotion());
                return;
            }
            for (List<Stretch> parameter : parameters.each()) {
                var lengths = step.updateMoments(arrays, parameter, meanScale, (float) weightDecay);
                step.secondHalf(lengths.ratio()).update(arrays, parameter);
            }
        }

        private void stepOnDevice(AdamWStep step, float meanScale) {
            try (var _ = Gradients.off();
                    var _ = TensorScope.open()) {
                Tensor gradients = parameters.gathered();
                if (!scaled) {
                    step.update(parameters.values(), gradients, mean, squaredMean);
                    return;
                }
                List<Tensor> values = parameters.partsOf(parameters.values());
                List<Tensor> slopes = parameters.partsOf(gradients);
                List<Tensor> first = parameters.partsOf(mean);
                List<Tensor> second = parameters.partsOf(squaredMean);
                for (int i = 0; i < values.size(); i++) {
                    var lengths =
                            step.updateMoments(
                                    values.get(i),
                                    slopes.get(i),
                                    first.get(i),
                                    second.get(i),
                                    meanScale,
                                    (float) weightDecay);
                    step.secondHalf(lengths.ratio())
                            .update(values.get(i), slopes.get(i), first.get(i), second.get(i));
                }
            }
        }
    }
}
