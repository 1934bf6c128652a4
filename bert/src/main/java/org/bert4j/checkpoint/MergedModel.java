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
    private MergedModel() {}

    /// Writes it, in float32, with the files of its task.
    ///
    /// @param checkpoint an adapter, open as it is, not apart
    /// @param directory  does not exist, or is empty
    /// @throws BadInputException if the checkpoint is a whole model already, or the directory cannot be written
    public static void write(Checkpoint checkpoint, Path directory) {
        Adapter adapter =
                checkpoint
                        .adapter()
                        .orElseThrow(
                                () ->
                                        new BadInputException(
                                                "%s is a whole model already, and no adapter; there is nothing to merge."
                                                        .formatted(checkpoint.directory())));
        DirectoryWriter.requireEmpty(directory);
        DirectoryWriter.replace(directory, fresh -> fill(checkpoint, adapter, fresh));
    }

    private static void fill(Checkpoint checkpoint, Adapter adapter, Path directory) {
        checkpoint.settings().reversed().forEach(place -> OtherFiles.copy(place, directory));
        try (var _ = TensorScope.open()) {
            ModelDirectory.fill(
                    directory,
                    ConfigFile.architecture(checkpoint.config()),
                    checkpoint.config(),
                    checkpoint.tokenizer(),
                    merged(checkpoint, Set.copyOf(adapter.currentNames())));
        }
    }

    /// By published name. Of two heads that of the adapter is taken: the other is for another task.
    private static Map<String, Tensor> merged(Checkpoint checkpoint, Set<String> learnt) {
        boolean ownHead =
                learnt.stream().anyMatch(name -> !Lora.isPart(name) && Checkpoint.isOfHead(name));
        Map<String, Tensor> merged = new LinkedHashMap<>();
        checkpoint
                .tensors()
                .forEach(
                        (name, stored) -> {
                            boolean ofHead = Checkpoint.isOfHead(name);
                            boolean isTaken = !ofHead || ownHead == learnt.contains(name);
                            if (isTaken && !Lora.isPart(name)) {
                                merged.put(
                                        ofHead ? name : "bert." + name,
                                        checkpoint.find(name, stored.shape()).orElseThrow());
                            }
                        });
        return merged;
    }
}
