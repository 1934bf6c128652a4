package org.bert4j.loss;

import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorException;

import java.util.stream.LongStream;

/// Each query has to find its own document among those of the whole batch (Henderson et al. 2017; the
/// `MultipleNegativesRankingLoss` of sentence-transformers): cross entropy over scaled cosines.
///
/// The other rows are part of every example, so a batch computed in two halves has another loss than in one piece.
public final class InBatchNegatives {
    /// What sentence-transformers multiplies cosines by: softmax over numbers in [-1, 1] could never be certain.
    public static final double USUAL_SCALE = 20;

    private InBatchNegatives() {}

    /// @param queries   `[n, hidden]`, vectors of any length
    /// @param documents `[m, hidden]`, m >= n: that of query i at row i; rows from n on are wrong for every query
    /// @param scale     see [#USUAL_SCALE]
    /// @return          the sum over the n queries
    /// @throws TensorException if there are fewer documents than queries
    public static Tensor sum(Tensor queries, Tensor documents, double scale) {
        long count = queries.size(0);
        if (documents.size(0) < count) {
            throw new TensorException(
                    "InBatchNegatives needs a document for each of %d queries, but got %d"
                            .formatted(count, documents.size(0)));
        }
        Tensor cosines =
                queries.unitVectors().matmul(documents.unitVectors().transpose(0, 1)); // [n, m]
        Tensor own = Tensor.of(LongStream.range(0, count).toArray(), count);
        return CrossEntropy.sum(cosines.times(scale), own);
    }
}
