package org.bert4j.loss;

import org.bert4j.tensor.Tensor;

/// How far the cosine of two sentence vectors is from a given similarity, squared (Reimers and Gurevych 2019; the
/// `CosineSimilarityLoss` of sentence-transformers).
public final class CosineLoss {
    private CosineLoss() {}

    /// @param first   `[n, hidden]`, vectors of any length
    /// @param second  `[n, hidden]`
    /// @param targets `[n]`, similarities in [-1, 1]
    /// @return        the sum over all n
    /// @throws org.bert4j.tensor.TensorException if there are not as many targets as pairs
    public static Tensor sum(Tensor first, Tensor second, Tensor targets) {
        Tensor cosines = first.unitVectors().times(second.unitVectors()).sum(1); // [n]
        return SquaredError.sum(cosines, targets);
    }
}
