package org.bert4j.batch;

import java.util.AbstractList;
import java.util.List;
import java.util.stream.IntStream;

/// Batches of a [ShuffledOrder], made when they are asked for.
record PlaceOrder(ShuffledOrder order, int batchSize) implements BatchOrder {
    @Override
    public int batchesPerEpoch() {
        return Math.ceilDiv(order.size(), batchSize);
    }

    @Override
    public List<int[]> epoch(int epoch) {
        return new AbstractList<>() {
            @Override
            public int[] get(int batch) {
                int from = batch * batchSize;
                int to = Math.min(from + batchSize, order.size());
                return IntStream.range(from, to).map(place -> order.at(epoch, place)).toArray();
            }

            @Override
            public int size() {
                return batchesPerEpoch();
            }
        };
    }
}
