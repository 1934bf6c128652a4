package org.bert4j.layer;

import org.bert4j.tensor.Tensor;

/// A table of vectors, looked up by id.
public final class Embedding {
    private final Tensor weight; // [rows, width]

    public Embedding(Parameters parameters, int rows, int width) {
        weight = parameters.matrix("weight", rows, width);
    }

    /// @param ids `[...]`, each below the number of rows
    /// @return    `[..., width]`
    public Tensor forward(Tensor ids) {
        return weight.rows(ids);
    }
}
