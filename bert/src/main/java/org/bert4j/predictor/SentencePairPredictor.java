package org.bert4j.predictor;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.task.PretrainingModel;
import org.bert4j.task.PretrainingModel.Heads;
import org.bert4j.task.SentencePairs;
import org.bert4j.tokenizer.BadInputException;

import java.nio.file.Path;

/// Says whether a text follows another, as the model learnt in pre-training: next sentence or sentence order.
///
/// Safe for many threads.
public final class SentencePairPredictor implements AutoCloseable {
    private final PretrainingModel model;
    private final Worker worker;

    private SentencePairPredictor(Path directory, Worker worker) {
        this.worker = worker;
        try (Checkpoint checkpoint = Checkpoint.open(directory)) {
            if (!checkpoint.has("cls.seq_relationship")) {
                throw new BadInputException(
                        "%s has no head for pairs of sentences, only a model pre-trained with next sentences or sentence order has one; make one with ./bert4j pretrain --objective mlm+nsp, or choose another checkpoint."
                                .formatted(checkpoint.directory()));
            }
            model = PretrainingModel.load(checkpoint, Heads.TOKENS_AND_SENTENCES, 0);
        }
    }

    /// Opens a model directory, or the directory of a pre-training run (its best model).
    ///
    /// @throws BadInputException if there is no model with a head for pairs of sentences
    public static SentencePairPredictor open(Path directory) {
        return Worker.open(worker -> new SentencePairPredictor(directory, worker));
    }

    /// The probability that `second` follows `first`; long texts are cut as training cuts them, the longer one first.
    public double probabilityThatFollows(String first, String second) {
        return worker.call(() -> new SentencePairs(model).probabilityThatFollows(first, second));
    }

    @Override
    public void close() {
        worker.close();
        model.close();
    }
}
