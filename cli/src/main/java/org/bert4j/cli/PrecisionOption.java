package org.bert4j.cli;

import org.bert4j.tensor.Precision;

import picocli.CommandLine.Option;

/// In which precision a trained model is used.
final class PrecisionOption {
    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "FP32",
            description =
                    "fp32 (default), or bf16: faster on processors that have it, with rounded"
                            + " scores.")
    private Precision precision;

    Precision precision() {
        return precision;
    }
}
