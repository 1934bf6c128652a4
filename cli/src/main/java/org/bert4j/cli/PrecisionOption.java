package org.bert4j.cli;

import org.bert4j.tensor.Precision;
import org.bert4j.tokenizer.BadInputException;

import picocli.CommandLine.Option;

/// In which precision a trained model is used.
final class PrecisionOption {
    @Option(
            names = "--precision",
            paramLabel = "P",
            defaultValue = "FP32",
            description =
                    "fp32 (default); bf16: faster on processors that have it, with rounded scores;"
                            + " int8: fastest where there is VNNI or AMX, with layers of 8-bit"
                            + " integers.")
    private Precision precision;

    Precision precision() {
        precision
                .obstacle()
                .ifPresent(
                        why -> {
                            throw new BadInputException(why);
                        });
        return precision;
    }
}
