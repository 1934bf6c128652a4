package org.bert4j.task;

import org.bert4j.batch.TokenBatch;
import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.head.SpanHead;
import org.bert4j.layer.Dropout;
import org.bert4j.tensor.Tensor;

import java.nio.file.Path;
import java.util.Map;

/// BERT for extractive question answering: encoder and span head, as published under `BertForQuestionAnswering`.
public final class QaModel implements AutoCloseable {
    private static final String ARCHITECTURE = "BertForQuestionAnswering";

    private final Bert bert;
    private final SpanHead head;

    private QaModel(Bert bert) {
        this.bert = bert;
        head = new SpanHead(bert.head(), bert.config().hiddenSize());
    }

    /// Builds the model from a checkpoint; a head the checkpoint does not have starts at random.
    ///
    /// @param seed of the new parameters
    public static QaModel load(Checkpoint checkpoint, long seed) {
        return new QaModel(Bert.load(checkpoint, seed));
    }

    /// Encoder, tokenizer and parameters.
    public Bert bert() {
        return bert;
    }

    public SpanHead.Logits forward(TokenBatch batch, Dropout dropout) {
        return logits(bert.sequenceOutput(batch, dropout), batch);
    }

    SpanHead.Logits logits(Tensor sequenceOutput, TokenBatch batch) {
        return head.forward(sequenceOutput, batch.attentionMask());
    }

    /// Fills an empty directory that transformers opens as `BertForQuestionAnswering`.
    public void save(Path directory) {
        bert.save(directory, ARCHITECTURE, Map.of());
    }

    /// Gives the parameters' memory back.
    @Override
    public void close() {
        bert.close();
    }
}
