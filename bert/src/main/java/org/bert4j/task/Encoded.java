package org.bert4j.task;

import org.bert4j.batch.TokenBatch;
import org.bert4j.feature.TokenRow;
import org.bert4j.layer.Dropout;
import org.bert4j.tensor.Tensor;

import java.util.List;

/// Some items and what the encoder made of their rows, one below the other.
///
/// @param sequenceOutput `[rows, tokens, hidden]`, or `[rows, 1, hidden]` if the head looks at `[CLS]` only
/// @param batch          the rows as they went in
public record Encoded<E>(List<Item<E>> items, Tensor sequenceOutput, TokenBatch batch) {
    /// Runs the rows of some items through the encoder of a model.
    public static <E> Encoded<E> of(List<Item<E>> items, TaskModel<E, ?> model, Dropout dropout) {
        Bert bert = model.bert();
        TokenBatch batch = bert.batch(rows(items));
        Tensor output =
                model.readsFirstTokenOnly()
                        ? bert.firstTokenOutput(batch, dropout)
                        : bert.sequenceOutput(batch, dropout);
        return new Encoded<>(items, output, batch);
    }

    static <E> List<? extends TokenRow> rows(List<Item<E>> items) {
        return items.stream().flatMap(item -> item.rows().stream()).toList();
    }

    /// The average over the rows of each item.
    ///
    /// @param perRow `[rows, n]`
    /// @return       `[items, n]`
    public Tensor meanOfRows(Tensor perRow) {
        int rows = (int) perRow.size(0);
        if (rows == items.size()) {
            return perRow;
        }
        float[] shares = new float[items.size() * rows];
        int row = 0;
        for (int i = 0; i < items.size(); i++) {
            int count = items.get(i).rows().size();
            for (int k = 0; k < count; k++) {
                shares[i * rows + row++] = 1f / count;
            }
        }
        return Tensor.of(shares, items.size(), rows).matmul(perRow);
    }
}
