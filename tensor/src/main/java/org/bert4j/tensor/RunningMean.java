package org.bert4j.tensor;

import org.bytedeco.pytorch.Scalar;

import java.util.LinkedHashMap;
import java.util.Map;

/// The mean of parameters over the latest updates, which forgets older ones exponentially (Polyak and Juditsky 1992; as
/// torch.optim.swa_utils with an exponential mean). It begins as the parameters are.
public final class RunningMean {
    private final double decay;
    private final Map<String, Tensor> parameters;
    private final Map<String, Tensor> means = new LinkedHashMap<>();

    /// @param parameters by name
    /// @param decay      how much of the mean an update leaves, in [0, 1)
    public RunningMean(Map<String, Tensor> parameters, double decay) {
        this.parameters = parameters;
        this.decay = decay;
        try (var _ = Gradients.off()) {
            parameters.forEach(
                    (name, parameter) -> {
                        Tensor mean = Tensor.zeros(parameter.shape());
                        mean.copyFrom(parameter);
                        means.put(name, mean);
                    });
        }
    }

    /// The parameters were updated.
    public void update() {
        try (var _ = Gradients.off();
                var _ = TensorScope.open()) {
            parameters.forEach(
                    (name, parameter) -> {
                        Tensor mean = means.get(name);
                        mean.handle.lerp_(parameter.handle, new Scalar(1 - decay));
                        mean.changed();
                    });
        }
    }

    /// The parameters and their means take each other's places; to be undone by a second call.
    public void exchange() {
        try (var _ = Gradients.off();
                var _ = TensorScope.open()) {
            parameters.forEach(
                    (name, parameter) -> {
                        Tensor mean = means.get(name);
                        var kept = parameter.handle.clone();
                        parameter.handle.copy_(mean.handle);
                        mean.handle.copy_(kept);
                        parameter.changed();
                        mean.changed();
                    });
        }
    }

    /// By the names of the parameters, for saving: live tensors, not copies.
    public Map<String, Tensor> means() {
        return means;
    }

    /// Ends the life of the means.
    public void free() {
        means.values().forEach(Tensor::free);
    }
}
