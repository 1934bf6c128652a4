package org.bert4j.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.stream.Stream;

/// The files of a model that are neither its weights nor its tokenizer: options of a task, and of sentence embeddings.
final class OtherFiles {
    /// Files that are written anew, or belong to a run and not to the model.
    private static final Set<String> NOT_COPIED =
            Set.of(
                    ConfigFile.NAME,
                    AdapterFiles.CONFIG,
                    "tokenizer.json",
                    "tokenizer_config.json",
                    "special_tokens_map.json",
                    "model.safetensors.index.json",
                    "pytorch_model.bin.index.json",
                    "trainer_state.json");

    private OtherFiles() {}

    /// Those of the same name are replaced.
    static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(OtherFiles::isCopied).toList()) {
                Files.copy(
                        file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            Path pooling = from.resolve(SentenceFiles.POOLING).resolve(ConfigFile.NAME);
            if (Files.exists(pooling)) {
                Path folder = Files.createDirectories(to.resolve(SentenceFiles.POOLING));
                Files.copy(
                        pooling,
                        folder.resolve(ConfigFile.NAME),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(to, e);
        }
    }

    private static boolean isCopied(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".json") && !NOT_COPIED.contains(name) && Files.isRegularFile(file);
    }
}
