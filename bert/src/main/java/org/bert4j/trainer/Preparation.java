package org.bert4j.trainer;

import org.bert4j.evaluate.Evaluator;
import org.bert4j.task.Bert;
import org.bert4j.task.Objective;

/// A model and its data, ready to train.
interface Preparation extends AutoCloseable {
    Bert bert();

    Objective objective();

    Evaluator evaluator();

    /// Hashes of the data files, as far as preparing has asked for them.
    default DataHashes dataHashes() {
        return new DataHashes();
    }

    @Override
    void close();
}
