package org.bert4j.checkpoint;

import org.bert4j.tensor.TensorFile;
import org.bert4j.tokenizer.BadInputException;

import tools.jackson.databind.JsonNode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/// Finds the files of a directory that hold the weights.
final class WeightFiles {
    static final String SAFETENSORS = "model.safetensors";
    private static final String SHARDS = "model.safetensors.index.json";
    private static final String TORCH = "pytorch_model.bin";

    private WeightFiles() {}

    static List<TensorFile> open(Path directory) {
        if (Files.exists(directory.resolve(SAFETENSORS))) {
            return List.of(TensorFile.open(directory.resolve(SAFETENSORS)));
        }
        if (Files.exists(directory.resolve(SHARDS))) {
            return openShards(directory);
        }
        if (Files.exists(directory.resolve(TORCH))) {
            return List.of(TensorFile.open(directory.resolve(TORCH)));
        }
        throw new BadInputException(
                "%s holds no weights: none of %s, %s, %s is there; fetch one of them into it."
                        .formatted(directory, SAFETENSORS, SHARDS, TORCH));
    }

    private static List<TensorFile> openShards(Path directory) {
        Path index = directory.resolve(SHARDS);
        Set<String> names = new TreeSet<>();
        for (JsonNode shard : JsonFiles.readObject(index).path("weight_map")) {
            names.add(shard.asString());
        }
        if (names.isEmpty()) {
            throw new BadInputException(
                    "%s names no shards in \"weight_map\"; fetch it again.".formatted(index));
        }
        List<TensorFile> shards = new ArrayList<>();
        try {
            names.forEach(name -> shards.add(TensorFile.open(inside(directory, index, name))));
        } catch (RuntimeException e) {
            shards.forEach(TensorFile::close);
            throw e;
        }
        return shards;
    }

    private static Path inside(Path directory, Path index, String name) {
        Path file = directory.resolve(name).normalize();
        if (!file.startsWith(directory.normalize())) {
            throw new BadInputException(
                    "%s names the shard \"%s\" outside its directory; do not use this checkpoint."
                            .formatted(index, name));
        }
        return file;
    }
}
