package org.bert4j.trainer;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.encoder.BertConfig;
import org.bert4j.layer.Lora;
import org.bert4j.task.Freeze;
import org.bert4j.tokenizer.BadInputException;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/// What a fine-tuning begins with: the pre-trained model, and what of it is trained how.
///
/// @param dropout   empty: as strong as its `config.json` says
/// @param newLayers how many of the last layers begin anew
/// @param lora      the branches that are trained instead of the encoder; empty: none
record Start(
        Path model, Freeze freeze, OptionalDouble dropout, int newLayers, Optional<Lora> lora) {
    Start {
        if (lora.isPresent() && (freeze.any() || newLayers > 0)) {
            throw new IllegalArgumentException(
                    "--lora leaves the whole encoder as it is; leave out --freeze and"
                            + " --new-layers");
        }
    }

    /// All of a model.
    static Start of(Path model) {
        return new Start(model, Freeze.NOTHING, OptionalDouble.empty(), 0, Optional.empty());
    }

    Start withModel(Path value) {
        return new Start(value, freeze, dropout, newLayers, lora);
    }

    Start withFreeze(Freeze value) {
        return new Start(model, value, dropout, newLayers, lora);
    }

    /// @throws IllegalArgumentException if it does not lie in [0, 1)
    Start withDropout(double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException("dropout must lie in [0, 1), not " + value);
        }
        return new Start(model, freeze, OptionalDouble.of(value), newLayers, lora);
    }

    Start withNewLayers(int value) {
        return new Start(model, freeze, dropout, value, lora);
    }

    Start withLora(Lora value) {
        return new Start(model, freeze, dropout, newLayers, Optional.of(value));
    }

    boolean isWhollyTrained() {
        return !freeze.any() && lora.isEmpty();
    }

    /// The pre-trained model.
    ///
    /// @throws BadInputException if it cannot be begun with like this
    Checkpoint open() {
        return open(model, this::begin);
    }

    private void begin(Checkpoint checkpoint) {
        try {
            checkpoint.forgetLastLayers(newLayers);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(e.getMessage() + "; lower --new-layers.", e);
        }
        if (lora.isPresent() && checkpoint.isAdapter()) {
            throw new BadInputException(
                    "%s is an adapter already; merge it into its model first (./bert4j models merge)."
                            .formatted(model));
        }
    }

    /// The model that a run has saved, to go on with.
    Checkpoint reopen(Path saved) {
        return open(saved, checkpoint -> {});
    }

    private Checkpoint open(Path directory, Consumer<Checkpoint> first) {
        Checkpoint checkpoint = Checkpoint.open(directory, this::change);
        try {
            first.accept(checkpoint);
            lora.ifPresent(checkpoint::apart);
            return checkpoint;
        } catch (BadInputException e) {
            checkpoint.close();
            throw e;
        }
    }

    private BertConfig change(BertConfig config) {
        return dropout.isPresent() ? config.withDropout(dropout.getAsDouble()) : config;
    }

    /// What is trained, under the names of the command line.
    Map<String, Object> describe() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("freeze", freeze.toString());
        if (newLayers > 0) {
            all.put("new_layers", newLayers);
        }
        lora.ifPresent(
                value -> {
                    all.put("lora", value.rank());
                    all.put("lora_alpha", value.alpha());
                    all.put("lora_layers", value.targets());
                });
        return all;
    }
}
