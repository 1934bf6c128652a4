package org.bert4j.tensor;

import java.util.Optional;

/// Rows of one width that lie below each other, each of which attends to itself.
///
/// @param rows    how many
/// @param tokens  in each of them
/// @param mask    `[rows, 1, 1 or tokens, tokens]`, 0 or minus infinity, is added to the scores
/// @param dropout `[rows, heads, tokens, tokens]`, what probabilities are multiplied with
public record AttentionBlock(
        long rows, long tokens, Optional<Tensor> mask, Optional<Tensor> dropout) {}
