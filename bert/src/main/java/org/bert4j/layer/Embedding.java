package org.bert4j.layer;

import org.bert4j.tensor.EmbeddingTable;
import org.bert4j.tensor.Tensor;

/// A table of vectors, looked up by id.
public final class Embedding {
    private final EmbeddingTable weight; // [rows, width]

    public Embedding(Parameters parameters, int rows, int width) {
        weight = new EmbeddingTable(parameters.matrix("weight", rows, width));
    }

    /// @param ids `[n]`, each below the number of rows
    /// @return    `[n, width]`, float32
    public Tensor forward(int[] ids) {
        return weight.rows(ids);
    }
}
