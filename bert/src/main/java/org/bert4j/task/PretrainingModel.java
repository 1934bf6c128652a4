package org.bert4j.task;

import org.bert4j.batch.TokenBatch;
import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.feature.TokenRow;
import org.bert4j.head.MaskedTokenHead;
import org.bert4j.head.SentencePairHead;
import org.bert4j.layer.Dropout;
import org.bert4j.tensor.Tensor;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// BERT with the heads it is pre-trained with, as published under `BertForPreTraining`; without the head for pairs of
/// sentences, under `BertForMaskedLM`.
public final class PretrainingModel implements AutoCloseable {
    private final Bert bert;
    private final MaskedTokenHead tokens;
    private final Optional<SentencePairHead> sentences;

    /// Which heads to build.
    public enum Heads {
        TOKENS,
        TOKENS_AND_SENTENCES
    }

    /// What the heads say of a batch.
    ///
    /// @param tokens    at the places asked for, `[places, vocabulary]`, float32 or bfloat16
    /// @param sentences `[rows, 2]`, float32, if the model has that head
    public record Logits(Tensor tokens, Optional<Tensor> sentences) {}

    private PretrainingModel(Bert bert, Heads heads) {
        this.bert = bert;
        tokens = new MaskedTokenHead(bert.head(), bert.config());
        sentences =
                heads == Heads.TOKENS
                        ? Optional.empty()
                        : Optional.of(new SentencePairHead(bert.head(), bert.config()));
    }

    /// Builds the model from a checkpoint; what the checkpoint does not have starts at random.
    ///
    /// @param seed of the new parameters
    public static PretrainingModel load(Checkpoint checkpoint, Heads heads, long seed) {
        return new PretrainingModel(Bert.load(checkpoint, seed), heads);
    }

    /// Encoder, tokenizer and parameters.
    public Bert bert() {
        return bert;
    }

    /// @param places of each row, the tokens to predict
    public Logits forward(List<? extends TokenRow> rows, List<int[]> places, Dropout dropout) {
        TokenBatch batch = bert.batch(rows);
        int[] masked = batch.slotsOf(places);
        int[] rounded = rounded(masked);
        int[] first = batch.firstSlots();
        int[] wanted = IntStream.concat(Arrays.stream(rounded), Arrays.stream(first)).toArray();
        Tensor output = bert.encoder().slots(batch, wanted, dropout);
        Tensor logits = tokens.forward(output.narrow(0, 0, rounded.length));
        Tensor firstTokens = output.narrow(0, rounded.length, first.length).unsqueeze(1);
        return new Logits(
                logits.narrow(0, 0, masked.length),
                sentences.map(head -> head.forward(firstTokens)));
    }

    /// With the last one again and again, up to a multiple of 16: machine code is written for each new shape of a
    /// product, and batches have as many masked tokens as it happens.
    private static int[] rounded(int[] slots) {
        int[] more = Arrays.copyOf(slots, Math.ceilDiv(slots.length, 16) * 16);
        for (int i = slots.length; i < more.length; i++) {
            more[i] = more[i - 1];
        }
        return more;
    }

    /// Fills an empty directory that transformers opens under the published class.
    public void save(Path directory) {
        String architecture = sentences.isPresent() ? "BertForPreTraining" : "BertForMaskedLM";
        bert.save(directory, architecture, Map.of());
    }

    /// Gives the parameters' memory back.
    @Override
    public void close() {
        bert.close();
    }
}
