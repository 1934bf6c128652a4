package org.bert4j.checkpoint;

import org.bert4j.layer.Lora;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorScope;
import org.bert4j.tokenizer.BadInputException;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// A whole model made of an adapter and the model it was learnt for: it needs neither of them any more, and answers as
/// they did together.
public final class MergedModel {
    private static final Set<String> ENCODER = Set.of("embeddings", "encoder", "pooler");

    private MergedModel() {}

    /// Writes it, in float32, with the files of its task.
    ///
    /// @param adapter   open as it is, not apart
    /// @param directory does not exist, or is empty
    /// @throws BadInputException if the checkpoint is a whole model already, or the directory cannot be written
    public static void write(Checkpoint adapter, Path directory) {
        if (!adapter.isAdapter()) {
            throw new BadInputException(
                    "%s is a whole model already, and no adapter; there is nothing to merge."
                            .formatted(adapter.directory()));
        }
        DirectoryWriter.requireEmpty(directory);
        DirectoryWriter.replace(directory, fresh -> fill(adapter, fresh));
    }

    private static void fill(Checkpoint adapter, Path directory) {
        OtherFiles.copy(adapter.settings(), directory);
        boolean ownHead = adapter.hasLearntHead(); // then the base's is for another task
        try (var _ = TensorScope.open()) {
            Map<String, Tensor> merged = new LinkedHashMap<>();
            adapter.shapes()
                    .forEach(
                            (name, shape) -> {
                                boolean ofEncoder = ENCODER.contains(name.split("\\.")[0]);
                                boolean used = ofEncoder || ownHead == adapter.learnt(name);
                                if (!Lora.isPart(name) && used) {
                                    merged.put(
                                            ofEncoder ? "bert." + name : name,
                                            adapter.find(name, shape).orElseThrow());
                                }
                            });
            ModelDirectory.fill(
                    directory,
                    ConfigFile.architecture(adapter.config()),
                    adapter.config(),
                    adapter.tokenizer(),
                    merged);
        }
    }
}
