package org.bert4j.cli;

import org.bert4j.layer.Lora;

import picocli.CommandLine.Option;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Whether branches are trained instead of the encoder, and which.
final class LoraFlags {
    /// Branches begin at zero, and learn at a higher rate than a whole model.
    private static final double RATE = 10;

    @Option(
            names = "--lora",
            paramLabel = "RANK",
            description =
                    "Leave the encoder as it is and train products of two narrow matrices beside"
                            + " its layers, of this rank, such as 8 (LoRA). What is saved is a"
                            + " small adapter, in PEFT's files; models merge makes a whole model of"
                            + " it. The usual learning rate is ten times as high.")
    private OptionalInt rank = OptionalInt.empty();

    @Option(
            names = "--lora-alpha",
            paramLabel = "A",
            description = "The products are multiplied by A / RANK (default: A is twice the rank).")
    private Double alpha;

    @Option(
            names = "--lora-layers",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Beside which layers, of query, key, value, attention.output.dense,"
                            + " intermediate.dense, output.dense (default: all).")
    private List<String> layers = Lora.LAYERS;

    /// @throws IllegalArgumentException if an option does not make sense
    Optional<Lora> lora() {
        if (rank.isPresent()) {
            int width = rank.getAsInt();
            return Optional.of(new Lora(width, alpha == null ? 2.0 * width : alpha, layers));
        }
        if (alpha != null || layers != Lora.LAYERS) {
            throw new IllegalArgumentException(
                    "--lora-alpha and --lora-layers belong to --lora RANK");
        }
        return Optional.empty();
    }

    /// The learning rate where nobody has chosen one.
    double usualRate(double ofWholeModel) {
        return rank.isPresent() ? RATE * ofWholeModel : ofWholeModel;
    }
}
