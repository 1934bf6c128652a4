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
    private final boolean oneSegment;
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
        oneSegment = config.typeVocabSize() == 1;
        norm = new LayerNorm(parameters.at("LayerNorm"), hidden, config.layerNormEpsilon());
        dropoutProbability = config.hiddenDropout();
    }

    /// @return `[slots, hidden]`, float32
    Tensor forward(TokenBatch batch, Dropout dropout) {
        Tensor sum =
                words.forward(batch.inputIds())
                        .plus(segments.forward(segmentIds(batch)))
                        .plus(positions.forward(batch.positions()));
        return dropout.apply(norm.forward(sum), dropoutProbability);
    }

    /// A model with one segment does not tell the texts of a pair apart: to it all tokens are of segment 0, as to
    /// transformers when a tokenizer gives no types.
    private int[] segmentIds(TokenBatch batch) {
        return oneSegment ? new int[batch.tokenTypeIds().length] : batch.tokenTypeIds();
    }
}
