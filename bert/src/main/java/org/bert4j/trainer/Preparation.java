package org.bert4j.trainer;

import org.bert4j.evaluate.Evaluator;
import org.bert4j.task.Bert;
import org.bert4j.task.Objective;

/// A model and its data, ready to train.
interface Preparation extends AutoCloseable {
    Bert bert();

    Objective objective();

    Evaluator evaluator();

    @Override
    void close();
}
