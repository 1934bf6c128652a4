package org.bert4j.predictor;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.LoadReport;
import org.bert4j.task.MaskedTokens;
import org.bert4j.task.PretrainingModel;
import org.bert4j.task.PretrainingModel.Heads;
import org.bert4j.tokenizer.BadInputException;

import java.nio.file.Path;
import java.util.List;

/// Says which tokens a pre-trained model expects in the place of `[MASK]`.
///
/// ```java
/// try (MaskFiller filler = MaskFiller.open(Path.of("my-bert"))) {
///     filler.fill("The capital of France is [MASK].", 5).getFirst().forEach(System.out::println);
/// }
/// ```
///
/// Safe for many threads.
public final class MaskFiller implements AutoCloseable {
    private final PretrainingModel model;
    private final MaskedTokens tokens;
    private final Worker worker;

    private MaskFiller(Path directory, Worker worker) {
        this.worker = worker;
        try (Checkpoint checkpoint = Checkpoint.open(directory)) {
            if (!checkpoint.has("cls.predictions")) {
                throw new BadInputException(
                        "%s has no head for masked tokens, only a model as it comes out of pre-training has one; make one with ./bert4j pretrain, or choose another checkpoint."
                                .formatted(checkpoint.directory()));
            }
            model = PretrainingModel.load(checkpoint, Heads.TOKENS, 0);
        }
        tokens = new MaskedTokens(model);
    }

    /// Opens a model directory, or the directory of a pre-training run (its best model).
    ///
    /// @throws BadInputException if there is no model with a head for masked tokens
    public static MaskFiller open(Path directory) {
        return Worker.open(worker -> new MaskFiller(directory, worker));
    }

    /// What was loaded.
    public LoadReport report() {
        return model.bert().report();
    }

    /// The likeliest tokens for each `[MASK]` of a text, in its order, most probable first.
    ///
    /// @param count how many for each
    /// @throws BadInputException if the text has no `[MASK]`, or more tokens than the model has positions
    public List<List<MaskedTokens.Candidate>> fill(String text, int count) {
        return worker.call(() -> tokens.fill(text, count));
    }

    /// How little a text surprises the model: each token in turn is masked, and the mean of `-log p` raised to a power of
    /// e (pseudo-perplexity, Salazar et al. 2020). 1 is the least; the size of the vocabulary is chance.
    ///
    /// @throws BadInputException if the text has no token, or more than the model has positions
    public double pseudoPerplexity(String text) {
        return worker.call(() -> tokens.pseudoPerplexity(text));
    }

    @Override
    public void close() {
        worker.close();
        model.close();
    }
}
