package org.bert4j.checkpoint;

import org.bert4j.dataset.Sha256;
import org.bert4j.encoder.BertEncoder;
import org.bert4j.layer.Lora;
import org.bert4j.tensor.SafeTensors;
import org.bert4j.tensor.StoredTensor;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorScope;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// The files of an [Adapter], as the library PEFT reads them: `adapter_config.json` names the model it was learnt for, and
/// `adapter_model.safetensors` has what was learnt.
final class AdapterFiles {
    static final String CONFIG = "adapter_config.json";
    static final String WEIGHTS = "adapter_model.safetensors";

    static final String TYPE = "peft_type";
    static final String TASK = "task_type";
    static final String LORA = "LORA";
    static final String BASE = "base_model_name_or_path";
    static final String RANK = "r";
    static final String ALPHA = "lora_alpha";

    /// Before all names of parameters.
    static final String PREFIX = "base_model.model.";

    /// Our own word among the metadata of the weights: by it the base is known again.
    static final String BASE_HASH = "bert4j.base";

    private static final String MODEL = "bert.";

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
                    boolean ofHead = !BertEncoder.isPart(name);
                    if (ofHead || Lora.isPart(name)) {
                        learnt.put(PREFIX + published(name, architecture), tensor);
                    }
                    if (ofHead) {
                        whole.add(withoutPrefix(name, MODEL).split("\\.")[0]);
                    }
                });
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(TYPE, LORA);
        json.put(TASK, TASK_TYPES.get(architecture));
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
            metadata.put(
                    BASE_HASH,
                    hash(layers, name -> parameters.get(MODEL + name).onCpu().stored(name)));
        }
        return metadata;
    }

    /// A hash by which a model is known again, whatever number format it is stored in: that of the matrices of its last
    /// layer, some of which any training changes that changes the encoder at all.
    ///
    /// @param tensors by name without prefix
    static String hash(int layers, Function<String, StoredTensor> tensors) {
        String last = "encoder.layer." + (layers - 1) + ".";
        Stream<ByteBuffer> values =
                Stream.of(
                                "attention.self.query",
                                "attention.self.key",
                                "attention.self.value",
                                "attention.output.dense",
                                "intermediate.dense",
                                "output.dense")
                        .map(matrix -> floats(tensors.apply(last + matrix + ".weight")));
        return Sha256.of(values);
    }

    private static ByteBuffer floats(StoredTensor matrix) {
        return StoredTensor.ofFloats(matrix.name(), matrix.shape(), matrix.toFloats())
                .data()
                .asByteBuffer();
    }

    /// The published class name of the models of a task; empty if PEFT's name for it says nothing of BERT.
    static Optional<String> architecture(String taskType) {
        return TASK_TYPES.entrySet().stream()
                .filter(entry -> entry.getValue().equals(taskType))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /// A bare `BertModel` has no prefix.
    private static String published(String name, String architecture) {
        return architecture.equals("BertModel") ? withoutPrefix(name, MODEL) : name;
    }

    static String withoutPrefix(String name, String prefix) {
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }
}
