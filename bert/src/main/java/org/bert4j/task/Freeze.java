package org.bert4j.task;

import org.bert4j.encoder.BertConfig;
import org.bert4j.tokenizer.BadInputException;

/// Which part of the encoder stays as it was pre-trained. What is frozen runs without dropout, so its outputs are the
/// same in every epoch.
public sealed interface Freeze {
    /// Everything is trained.
    Freeze NOTHING = new Nothing();

    /// The head is trained only, to which the pooler belongs.
    Freeze ENCODER = new Encoder();

    /// Everything is trained.
    record Nothing() implements Freeze {
        @Override
        public String toString() {
            return "nothing";
        }
    }

    /// The embeddings and the first layers stay.
    ///
    /// @param layers 0 for the embeddings alone
    record FirstLayers(int layers) implements Freeze {
        public FirstLayers {
            if (layers < 0) {
                throw new IllegalArgumentException("Cannot freeze %d layers".formatted(layers));
            }
        }

        @Override
        public String toString() {
            return layers == 0 ? "embeddings" : String.valueOf(layers);
        }
    }

    /// Embeddings and all layers stay.
    record Encoder() implements Freeze {
        @Override
        public String toString() {
            return "encoder";
        }
    }

    /// What the command line says: `nothing`, `embeddings`, `encoder`, or a number of layers.
    ///
    /// @throws IllegalArgumentException if it is none of these
    static Freeze named(String text) {
        return switch (text) {
            case "nothing" -> NOTHING;
            case "embeddings" -> new FirstLayers(0);
            case "encoder" -> ENCODER;
            default -> {
                if (!text.matches("\\d{1,4}")) {
                    throw new IllegalArgumentException(
                            "'%s' is not one of nothing, embeddings, encoder, or a number of layers"
                                    .formatted(text));
                }
                yield new FirstLayers(Integer.parseInt(text));
            }
        };
    }

    /// True if any parameter is frozen.
    default boolean any() {
        return !(this instanceof Nothing);
    }

    /// How many layers stay, of a model of this size.
    ///
    /// @throws BadInputException if the model has fewer
    default int layers(BertConfig config) {
        return switch (this) {
            case Nothing _ -> 0;
            case Encoder _ -> config.layers();
            case FirstLayers(int layers) when layers <= config.layers() -> layers;
            case FirstLayers(int layers) ->
                    throw new BadInputException(
                            "Cannot freeze %d layers: the model has %d; freeze at most as many."
                                    .formatted(layers, config.layers()));
        };
    }
}
