package org.bert4j.checkpoint;

import org.bert4j.encoder.BertConfig;
import org.bert4j.layer.Lora;
import org.bert4j.tensor.SafeTensors;
import org.bert4j.tensor.Tensor;
import org.bert4j.tokenizer.BertTokenizer;

import java.nio.file.Path;
import java.util.Map;

/// Writes a model as Hugging Face's libraries read it.
public final class ModelDirectory {
    private ModelDirectory() {}

    /// Fills a directory with `config.json`, `model.safetensors` and the tokenizer's files.
    ///
    /// @param directory    exists, and is empty
    /// @param architecture the published class name: `BertForQuestionAnswering`
    /// @param parameters   by published name
    public static void fill(
            Path directory,
            String architecture,
            BertConfig config,
            BertTokenizer tokenizer,
            Map<String, Tensor> parameters) {
        fillWithoutWeights(directory, architecture, config, tokenizer);
        SafeTensors.write(directory.resolve(WeightFiles.SAFETENSORS), parameters);
    }

    /// The same of what [Lora] has learnt alone, in the files of the library PEFT: `adapter_config.json` and
    /// `adapter_model.safetensors` instead of the whole model.
    ///
    /// @param base       directory of the model that was adapted
    /// @param parameters all of the adapted model
    public static void fillAdapter(
            Path directory,
            String architecture,
            BertConfig config,
            BertTokenizer tokenizer,
            Path base,
            Lora lora,
            Map<String, Tensor> parameters) {
        fillWithoutWeights(directory, architecture, config, tokenizer);
        AdapterFiles.write(directory, architecture, base, config.layers(), lora, parameters);
    }

    private static void fillWithoutWeights(
            Path directory, String architecture, BertConfig config, BertTokenizer tokenizer) {
        ConfigFile.write(directory, config, architecture);
        tokenizer.save(directory);
    }
}
