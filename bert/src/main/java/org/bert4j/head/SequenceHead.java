package org.bert4j.head;

import org.bert4j.encoder.BertConfig;
import org.bert4j.encoder.Pooler;
import org.bert4j.layer.Dropout;
import org.bert4j.layer.Linear;
import org.bert4j.layer.Parameters;
import org.bert4j.tensor.Tensor;

/// Scores for a whole sequence: the pooled `[CLS]` vector, dropout, and a dense layer (Devlin et al. 2019, section 4.1).
public final class SequenceHead {
    private final Pooler pooler;
    private final Classifier classifier;
    private final double dropoutProbability;

    /// What turns the pooled vector into scores.
    public enum Kind {
        /// One dense layer: `classifier`, as published.
        LINEAR,
        /// A hidden layer of the encoder's width before it: `classifier.dense`, `classifier.out_proj`.
        MLP
    }

    /// @param parameters at the root: it draws `bert.pooler` and `classifier`
    /// @param outputs    number of scores
    public SequenceHead(Parameters parameters, BertConfig config, int outputs, Kind kind) {
        int hidden = config.hiddenSize();
        pooler = new Pooler(parameters.at("bert.pooler"), config);
        Parameters place = parameters.at("classifier");
        classifier =
                switch (kind) {
                    case LINEAR -> new OneLayer(new Linear(place, hidden, outputs));
                    case MLP ->
                            new TwoLayers(
                                    new Linear(place.at("dense"), hidden, hidden),
                                    new Linear(place.at("out_proj"), hidden, outputs));
                };
        dropoutProbability = config.classifierDropout();
    }

    /// @param sequenceOutput `[rows, tokens, hidden]`, float32; `[CLS]` is looked at only
    /// @return               logits `[rows, outputs]`, float32
    public Tensor forward(Tensor sequenceOutput, Dropout dropout) {
        Tensor pooled = pooler.forward(sequenceOutput);
        return classifier.forward(
                dropout.apply(pooled, dropoutProbability), dropout, dropoutProbability);
    }

    private sealed interface Classifier {
        Tensor forward(Tensor pooled, Dropout dropout, double probability);
    }

    private record OneLayer(Linear dense) implements Classifier {
        @Override
        public Tensor forward(Tensor pooled, Dropout dropout, double probability) {
            return dense.forward(pooled);
        }
    }

    private record TwoLayers(Linear dense, Linear output) implements Classifier {
        @Override
        public Tensor forward(Tensor pooled, Dropout dropout, double probability) {
            Tensor hidden = dense.forward(pooled).gelu();
            return output.forward(dropout.apply(hidden, probability));
        }
    }
}
