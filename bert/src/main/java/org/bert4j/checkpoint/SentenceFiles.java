package org.bert4j.checkpoint;

import org.bert4j.tokenizer.BadInputException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What sentence-transformers wants beside a BERT to embed texts: `modules.json`, `sentence_bert_config.json` and
/// `1_Pooling/config.json`. Vectors are pooled, then scaled to length 1.
public final class SentenceFiles {
    private static final String TYPES = "sentence_transformers.models.";
    static final String POOLING = "1_Pooling";
    private static final String CLS = "pooling_mode_cls_token";

    private SentenceFiles() {}

    /// @param width     of a vector
    /// @param maxTokens longer texts are cut
    /// @param cls       the vector at `[CLS]`; else the mean over all tokens
    public static void write(Path directory, int width, int maxTokens, boolean cls) {
        JsonFiles.write(
                directory.resolve("modules.json"),
                List.of(
                        module(0, "", "Transformer"),
                        module(1, POOLING, "Pooling"),
                        module(2, "2_Normalize", "Normalize")));
        Map<String, Object> sentence = new LinkedHashMap<>();
        sentence.put("max_seq_length", maxTokens);
        sentence.put("do_lower_case", false);
        JsonFiles.write(directory.resolve("sentence_bert_config.json"), sentence);
        Map<String, Object> pooling = new LinkedHashMap<>();
        pooling.put("word_embedding_dimension", width);
        pooling.put(CLS, cls);
        pooling.put("pooling_mode_mean_tokens", !cls);
        pooling.put("pooling_mode_max_tokens", false);
        pooling.put("pooling_mode_mean_sqrt_len_tokens", false);
        JsonFiles.write(created(directory.resolve(POOLING)).resolve("config.json"), pooling);
    }

    private static Map<String, Object> module(int index, String path, String type) {
        Map<String, Object> module = new LinkedHashMap<>();
        module.put("idx", index);
        module.put("name", String.valueOf(index));
        module.put("path", path);
        module.put("type", TYPES + type);
        return module;
    }

    private static Path created(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw DirectoryWriter.unwritable(directory, e);
        }
    }

    /// Whether a checkpoint says that its vectors are those at `[CLS]`; without such files they are means.
    ///
    /// @throws BadInputException if its pooling file is damaged
    public static boolean poolsCls(Checkpoint checkpoint) {
        Path file = checkpoint.settings(POOLING).resolve("config.json");
        return Files.exists(file) && JsonFiles.readObject(file).path(CLS).asBoolean(false);
    }
}
