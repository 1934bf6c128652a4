package org.bert4j.checkpoint;

import org.bert4j.dataset.Sha256;
import org.bert4j.layer.Lora;
import org.bert4j.tensor.SafeTensors;
import org.bert4j.tensor.StoredTensor;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorScope;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The files of an [Adapter], as the library PEFT reads them: `adapter_config.json` names the model it was learnt for, and
/// `adapter_model.safetensors` has what was learnt.
final class AdapterFiles {
    static final String CONFIG = "adapter_config.json";
    static final String WEIGHTS = "adapter_model.safetensors";

    static final String TYPE = "peft_type";
    static final String LORA = "LORA";
    static final String BASE = "base_model_name_or_path";
    static final String RANK = "r";
    static final String ALPHA = "lora_alpha";

    /// Before all names of parameters.
    static final String PREFIX = "base_model.model.";

    /// Our own word among the metadata of the weights: by it the base is known again.
    static final String BASE_HASH = "bert4j.base";

    private static final String MODEL = "bert.";
    private static final String POOLER = MODEL + "pooler.";

    /// PEFT's names for what models do.
    private static final Map<String, String> TASK_TYPES =
            Map.of(
                    "BertForSequenceClassification", "SEQ_CLS",
                    "BertForTokenClassification", "TOKEN_CLS",
                    "BertForQuestionAnswering", "QUESTION_ANS",
                    "BertModel", "FEATURE_EXTRACTION");

    private AdapterFiles() {}

    /// @param architecture the published class name of the whole model
    /// @param base         directory of the model that was adapted
    /// @param layers       how many it has
    /// @param parameters   all of the adapted model, by published name
    static void write(
            Path directory,
            String architecture,
            Path base,
            int layers,
            Lora lora,
            Map<String, Tensor> parameters) {
        Map<String, Tensor> learnt = new LinkedHashMap<>();
        SortedSet<String> whole = new TreeSet<>();
        parameters.forEach(
                (name, tensor) -> {
                    boolean ofHead = !name.startsWith(MODEL) || name.startsWith(POOLER);
                    if (ofHead || Lora.isPart(name)) {
                        learnt.put(PREFIX + published(name, architecture), tensor);
                    }
                    if (ofHead) {
                        whole.add(withoutPrefix(name, MODEL).split("\\.")[0]);
                    }
                });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(TYPE, LORA);
        json.put("task_type", TASK_TYPES.get(architecture));
        json.put(BASE, base.toAbsolutePath().normalize().toString());
        json.put(RANK, lora.rank());
        json.put(ALPHA, lora.alpha());
        json.put("lora_dropout", 0.0);
        json.put("target_modules", lora.targets());
        json.put("modules_to_save", whole.isEmpty() ? null : whole);
        json.put("bias", "none");
        json.put("fan_in_fan_out", false);
        json.put("inference_mode", true);
        JsonFiles.write(directory.resolve(CONFIG), json);
        SafeTensors.write(directory.resolve(WEIGHTS), metadata(parameters, layers), learnt);
    }

    private static Map<String, String> metadata(Map<String, Tensor> parameters, int layers) {
        Map<String, String> metadata = new LinkedHashMap<>(SafeTensors.PYTORCH_METADATA);
        try (var _ = TensorScope.open()) {
            String witness = witness(layers);
            metadata.put(BASE_HASH, hash(parameters.get(witness).onCpu().stored(witness)));
        }
        return metadata;
    }

    /// The matrix by which a model is known again: the last, which any training changes.
    static String witness(int layers) {
        return MODEL + "encoder.layer.%d.output.dense.weight".formatted(layers - 1);
    }

    /// Of the values, in whatever number format they are stored.
    static String hash(StoredTensor matrix) {
        StoredTensor floats =
                StoredTensor.ofFloats(matrix.name(), matrix.shape(), matrix.toFloats());
        return Sha256.of(Stream.of(floats.data().asByteBuffer()));
    }

    /// A bare `BertModel` has no prefix.
    private static String published(String name, String architecture) {
        return architecture.equals("BertModel") ? withoutPrefix(name, MODEL) : name;
    }

    static String withoutPrefix(String name, String prefix) {
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }
}
