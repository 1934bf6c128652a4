package org.bert4j.checkpoint;

import org.bert4j.layer.Lora;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.SafeTensors;
import org.bert4j.tensor.StoredTensor;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorScope;
import org.bert4j.tokenizer.BadInputException;

import tools.jackson.databind.JsonNode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What [Lora] has learnt for a model, apart from that model: a directory as [AdapterFiles] writes it, or the library
/// PEFT.
///
/// @param directory of the adapter
/// @param base      directory of the model it was learnt for
/// @param scale     what the products of the narrow matrices are multiplied by
/// @param weights   the narrow matrices, and in full what is trained besides
record Adapter(Path directory, Path base, double scale, SafeTensors weights) {
    /// Opens the adapter in a directory, if one is there.
    ///
    /// @throws BadInputException if a file is damaged, the base is not there, or it is of a kind that is not just a product
    ///     of two matrices
    static Optional<Adapter> find(Path directory) {
        Path file = directory.resolve(AdapterFiles.CONFIG);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        JsonNode json = JsonFiles.readObject(file);
        requirePlain(file, json);
        int rank = json.path(AdapterFiles.RANK).asInt(0);
        double alpha = json.path(AdapterFiles.ALPHA).asDouble(0);
        if (rank < 1 || !(alpha > 0)) {
            throw new BadInputException(
                    "%s: \"%s\" and \"%s\" must be above 0; fetch the adapter again."
                            .formatted(file, AdapterFiles.RANK, AdapterFiles.ALPHA));
        }
        Path base = base(file, json.path(AdapterFiles.BASE).asString(""));
        SafeTensors weights = SafeTensors.open(directory.resolve(AdapterFiles.WEIGHTS));
        return Optional.of(new Adapter(directory, base, alpha / rank, weights));
    }

    private static void requirePlain(Path file, JsonNode json) {
        List<String> unknown = new ArrayList<>();
        String type = json.path(AdapterFiles.TYPE).asString("");
        if (!type.equals(AdapterFiles.LORA)) {
            unknown.add("the type \"" + type + "\"");
        }
        for (String flag : List.of("use_dora", "use_rslora", "fan_in_fan_out", "lora_bias")) {
            if (json.path(flag).asBoolean(false)) {
                unknown.add(flag);
            }
        }
        if (!json.path("bias").asString("none").equals("none")) {
            unknown.add("trained biases");
        }
        for (String pattern : List.of("rank_pattern", "alpha_pattern")) {
            if (!json.path(pattern).isEmpty()) {
                unknown.add(pattern);
            }
        }
        if (!unknown.isEmpty()) {
            throw new BadInputException(
                    "%s describes an adapter with %s, and bert4j reads plain LoRA only; merge it with PEFT."
                            .formatted(file, String.join(", ", unknown)));
        }
    }

    private static Path base(Path file, String named) {
        return Stream.of(Path.of(named), file.resolveSibling(named))
                .filter(path -> !named.isEmpty() && Files.isDirectory(path))
                .findFirst()
                .orElseThrow(
                        () ->
                                new BadInputException(
                                        "%s: the adapter was learnt for the model \"%s\", and there is no such directory; fetch that model and write its directory there, as \"%s\"."
                                                .formatted(file, named, AdapterFiles.BASE)));
    }

    /// Where a file of the model lies: beside the adapter, or with its base.
    Path placeOf(String file) {
        return Files.exists(directory.resolve(file)) ? directory : base;
    }

    /// @param tensors of base and adapter, by current name
    /// @throws BadInputException if it says itself that it was learnt for another model, or shapes do not fit
    void requireFitting(Map<String, StoredTensor> tensors, int layers) {
        String known = weights.metadata().getOrDefault(AdapterFiles.BASE_HASH, "");
        StoredTensor witness = tensors.get(Checkpoint.currentName(AdapterFiles.witness(layers)));
        if (!known.isEmpty() && (witness == null || !known.equals(AdapterFiles.hash(witness)))) {
            throw new BadInputException(
                    "%s was learnt for another model than the one that is in %s now; put that model back, or train anew."
                            .formatted(directory, base));
        }
        for (String name : tensors.keySet()) {
            if (name.endsWith(Lora.DOWN)) {
                requirePair(tensors, name.substring(0, name.length() - Lora.DOWN.length()));
            } else if (name.contains(".lora_") && !name.endsWith(Lora.UP)) {
                throw unfitting(name);
            }
        }
    }

    private void requirePair(Map<String, StoredTensor> tensors, String layer) {
        StoredTensor weight = tensors.get(layer + ".weight");
        StoredTensor down = tensors.get(layer + Lora.DOWN);
        StoredTensor up = tensors.get(layer + Lora.UP);
        boolean fits =
                weight != null
                        && up != null
                        && weight.shape().length == 2
                        && down.shape().length == 2
                        && up.shape().length == 2
                        && up.shape()[0] == weight.shape()[0]
                        && up.shape()[1] == down.shape()[0]
                        && down.shape()[1] == weight.shape()[1];
        if (!fits) {
            throw unfitting(layer + Lora.DOWN);
        }
    }

    private BadInputException unfitting(String name) {
        return new BadInputException(
                "%s has \"%s\", which fits no matrix of the model in %s; the two do not belong together."
                        .formatted(directory.resolve(AdapterFiles.WEIGHTS), name, base));
    }

    /// `weight += alpha / rank * B A`
    ///
    /// @param weight `[out, in]`
    /// @param up     B, `[out, rank]`
    /// @param down   A, `[rank, in]`
    void addTo(Tensor weight, StoredTensor up, StoredTensor down) {
        try (var _ = Gradients.off();
                var _ = TensorScope.open()) {
            weight.add(Tensor.of(up).matmul(Tensor.of(down)).times(scale));
        }
    }
}
