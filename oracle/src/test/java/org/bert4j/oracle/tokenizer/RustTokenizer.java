package org.bert4j.oracle.tokenizer;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;

import org.bert4j.checkpoint.DirectoryWriter;
import org.bert4j.tokenizer.BertTokenizer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The oracle: huggingface/tokenizers, the Rust library, as DJL carries it. Needs no network: the
/// native library lies inside DJL's jar.
final class RustTokenizer implements AutoCloseable {
    static {
        // Read by DJL when its classes load: take the library from the jar, ask no server for
        // another one, tell nobody; unpack it where "mvn clean" finds it.
        System.setProperty("ai.djl.offline", "true");
        System.setProperty(
                "ENGINE_CACHE_DIR", Path.of("target", "djl").toAbsolutePath().toString());
    }

    private final HuggingFaceTokenizer tokenizer;

    /// @param file a `tokenizer.json`, or a directory with one
    RustTokenizer(Path file) {
        this(file, Map.of("truncation", "false"));
    }

    RustTokenizer(Path file, Map<String, String> options) {
        Map<String, String> all = new HashMap<>(options);
        all.put("padding", "false");
        try {
            tokenizer = HuggingFaceTokenizer.newInstance(file, all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The same tokenizer as `ours`, through the `tokenizer.json` that `ours` writes.
    static RustTokenizer like(BertTokenizer ours) throws IOException {
        Path directory = Files.createTempDirectory("bert4j-oracle");
        try {
            ours.save(directory);
            return new RustTokenizer(directory);
        } finally {
            DirectoryWriter.delete(directory);
        }
    }

    /// Tokens of a text without `[CLS]` and `[SEP]`.
    Pieces tokenize(String text) {
        return Pieces.of(tokenizer.encode(text, false, false), text);
    }

    Encoding encode(String text, String pair) {
        return pair == null
                ? tokenizer.encode(text, true, false)
                : tokenizer.encode(text, pair, true, false);
    }

    /// `[CLS] part [SEP]` for each part of a text that is longer than the limit.
    List<Encoding> encodeWithOverflow(String text) {
        Encoding first = tokenizer.encode(text, true, true);
        List<Encoding> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(first.getOverflowing()));
        return all;
    }

    String decode(long[] ids, boolean skipSpecials) {
        return tokenizer.decode(ids, skipSpecials);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
