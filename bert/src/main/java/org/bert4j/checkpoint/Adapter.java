package org.bert4j.checkpoint;

import org.bert4j.encoder.BertConfig;
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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What [Lora] has learnt for a model, apart from that model: a directory as [AdapterFiles] writes it, or the library
/// PEFT.
///
/// @param directory of the adapter
/// @param base      directory of the model it was learnt for
/// @param taskType  PEFT's name for what it was learnt for; empty: it does not say
/// @param rank      width of the narrow matrices
/// @param scale     what their products are multiplied by
/// @param weights   the narrow matrices, and in full what is trained besides
record Adapter(
        Path directory, Path base, String taskType, int rank, double scale, SafeTensors weights) {
    /// Ways to begin that leave the base as it is; others change it, and PEFT does so again when it opens the adapter.
    private static final Set<String> PLAIN_BEGINNINGS =
            Set.of("", "true", "false", "gaussian", "eva", "orthogonal");

    private static final String CLASSIFIER = AdapterFiles.PREFIX + "classifier.weight";

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
        return Optional.of(
                new Adapter(
                        directory,
                        base,
                        json.path(AdapterFiles.TASK).asString(""),
                        rank,
                        alpha / rank,
                        weights));
    }

    private static void requirePlain(Path file, JsonNode json) {
        List<String> unknown = new ArrayList<>();
        String type = json.path(AdapterFiles.TYPE).asString("");
        if (!type.equals(AdapterFiles.LORA)) {
            unknown.add("the type \"" + type + "\"");
        }
        for (String flag :
                List.of("use_dora", "use_rslora", "use_qalora", "fan_in_fan_out", "lora_bias")) {
            if (json.path(flag).asBoolean(false)) {
                unknown.add(flag);
            }
        }
        String beginning = json.path("init_lora_weights").asString("");
        if (!PLAIN_BEGINNINGS.contains(beginning)) {
            unknown.add("init_lora_weights " + beginning);
        }
        if (!json.path("bias").asString("none").equals("none")) {
            unknown.add("trained biases");
        }
        for (String more :
                List.of(
                        "rank_pattern",
                        "alpha_pattern",
                        "trainable_token_indices",
                        "target_parameters")) {
            if (!json.path(more).isEmpty()) {
                unknown.add(more);
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

    /// `config.json` as the adapted model would have it: PEFT saves none, so that it is that of the base, which does
    /// something else.
    BertConfig adapted(BertConfig config) {
        if (Files.exists(directory.resolve(ConfigFile.NAME))) {
            return config;
        }
        String ofBase = ConfigFile.architecture(config);
        String own = AdapterFiles.architecture(taskType).orElse(ofBase);
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("architectures", List.of(own));
        boolean fits = own.equals(ofBase);
        if (weights.contains(CLASSIFIER)) {
            int labels = Math.toIntExact(weights.get(CLASSIFIER).shape()[0]);
            fits &=
                    config.others().get("id2label") instanceof Map<?, ?> all
                            && all.size() == labels;
            head.put("id2label", numbered(labels));
        }
        return fits ? config : config.withHead(head);
    }

    /// As transformers names labels that nobody has named.
    private static Map<String, String> numbered(int labels) {
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < labels; i++) {
            names.put(String.valueOf(i), "LABEL_" + i);
        }
        return names;
    }

    /// Names of its own tensors without the prefixes of PEFT.
    List<String> currentNames() {
        return weights.names().stream().map(Checkpoint::currentName).toList();
    }

    /// @param base    the tensors of the model it was learnt for, by current name
    /// @param layers  how many that has
    /// @throws BadInputException if the adapter says itself that it was learnt for another model, or its tensors do not fit
    void requireFitting(Map<String, StoredTensor> base, int layers) {
        Map<String, StoredTensor> own = new LinkedHashMap<>();
        weights.names().forEach(name -> own.put(Checkpoint.currentName(name), weights.get(name)));
        for (String name : own.keySet()) {
            boolean fits =
                    Lora.isPart(name)
                            ? isPair(
                                    name.substring(0, name.length() - Lora.DOWN.length()),
                                    own,
                                    base)
                            : base.containsKey(name)
                                    || name.startsWith("pooler.")
                                    || Checkpoint.isOfHead(name);
            if (!fits) {
                throw unfitting(name);
            }
        }
        String known = weights.metadata().get(AdapterFiles.BASE_HASH);
        if (known != null && !known.equals(AdapterFiles.hash(layers, base::get))) {
            throw new BadInputException(
                    "%s was learnt for another model than the one that is in %s now; put that model back, or train anew."
                            .formatted(directory, this.base));
        }
    }

    private boolean isPair(
            String layer, Map<String, StoredTensor> own, Map<String, StoredTensor> base) {
        StoredTensor weight = base.get(layer + ".weight");
        StoredTensor down = own.get(layer + Lora.DOWN);
        StoredTensor up = own.get(layer + Lora.UP);
        return weight != null
                && up != null
                && down != null
                && weight.shape().length == 2
                && Arrays.equals(up.shape(), new long[] {weight.shape()[0], rank})
                && Arrays.equals(down.shape(), new long[] {rank, weight.shape()[1]});
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
