package org.bert4j.trainer;

import org.bert4j.tensor.Push;
import org.bert4j.tensor.RunningMean;
import org.bert4j.tensor.Tensor;
import org.bert4j.tokenizer.BadInputException;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/// What training does besides ([TrainingOptions.Techniques]), at the places where the trainer asks for it.
final class Besides {
    private static final String TABLE = "bert.embeddings.word_embeddings.weight";

    private final double push;
    private final Tensor table;
    private final Optional<RunningMean> mean;

    /// @param trained parameters by published name
    Besides(TrainingOptions.Techniques techniques, Map<String, Tensor> trained) {
        push = techniques.fastGradient();
        table = trained.get(TABLE);
        mean =
                techniques.average() == 0
                        ? Optional.empty()
                        : Optional.of(new RunningMean(trained, techniques.average()));
    }

    /// @param parameters of the model by published name
    /// @throws BadInputException if what is to be changed is frozen
    static void requirePossible(
            TrainingOptions.Techniques techniques, Map<String, Tensor> parameters) {
        if (techniques.fastGradient() > 0 && !isTrained(parameters.get(TABLE))) {
            throw new BadInputException(
                    "--fast-gradient pushes the word embeddings, which are frozen; leave out"
                            + " --fast-gradient, or --freeze and --lora.");
        }
    }

    private static boolean isTrained(Tensor parameter) {
        return parameter != null && parameter.isTrainable();
    }

    /// The gradients of a batch are there (Miyato et al. 2017, "Adversarial training methods for semi-supervised text
    /// classification": what is learnt where the embeddings were pushed is added).
    ///
    /// @param again adds the gradients of the same batch once more
    void gradientsAreThere(DoubleSupplier again) {
        if (push > 0) {
            try (Push _ = Push.along(table, push)) {
                again.getAsDouble();
            }
        }
    }

    void updated() {
        mean.ifPresent(RunningMean::update);
    }

    /// Does something with the weights that are to be kept.
    <T> T withKeptWeights(Supplier<T> what) {
        mean.ifPresent(RunningMean::exchange);
        try {
            return what.get();
        } finally {
            mean.ifPresent(RunningMean::exchange);
        }
    }

    /// What a resumed run needs, by name.
    Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>();
        mean.ifPresent(
                running ->
                        running.means()
                                .forEach((name, tensor) -> state.put("average." + name, tensor)));
        return state;
    }

    void free() {
        mean.ifPresent(RunningMean::free);
    }
}
