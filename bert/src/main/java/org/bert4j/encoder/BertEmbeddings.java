package org.bert4j.encoder;

import org.bert4j.batch.TokenBatch;
import org.bert4j.layer.Dropout;
import org.bert4j.layer.Embedding;
import org.bert4j.layer.LayerNorm;
import org.bert4j.layer.Parameters;
import org.bert4j.tensor.Tensor;

/// The input of the first layer: for each token the sum of three vectors, one for the word piece, one for its position
/// and one for its segment (Devlin et al. 2019, figure 2), normalised.
final class BertEmbeddings {
    private final Embedding words;
    private final Embedding positions;
    private final Embedding segments;
    private final LayerNorm norm;
    private final double dropoutProbability;

    BertEmbeddings(Parameters parameters, BertConfig config) {
        int hidden = config.hiddenSize();
        words = new Embedding(parameters.at("word_embeddings"), config.vocabSize(), hidden);
        positions =
                new Embedding(parameters.at("position_embeddings"), config.maxPositions(), hidden);
        segments =
                new Embedding(
                        parameters.at("token_type_embeddings"), config.typeVocabSize(), hidden);
        norm = new LayerNorm(parameters.at("LayerNorm"), hidden, config.layerNormEpsilon());
        dropoutProbability = config.hiddenDropout();
    }

    /// @return `[slots, hidden]`, float32
    Tensor forward(TokenBatch batch, Dropout dropout) {
        Tensor sum =
                words.forward(batch.inputIds())
                        .plus(segments.forward(batch.tokenTypeIds()))
                        .plus(positions.forward(batch.positions()));
        return dropout.apply(norm.forward(sum), dropoutProbability);
    }
}
