package org.bert4j.trainer;

import org.bert4j.evaluate.Evaluator;
import org.bert4j.task.Bert;
import org.bert4j.task.Objective;

/// A model and its data, ready to train.
interface Preparation extends AutoCloseable {
    Bert bert();

    Objective objective();

    /// Scores the model on all development examples.
    Evaluator evaluator();

    /// The same on the first of every `step` of them, for a forecast.
    Evaluator evaluator(int step);

    DevelopmentSize developmentSize();

    /// How much there is to evaluate on.
    ///
    /// @param parts    what a forecast can step over: examples, or paragraphs of questions
    /// @param examples or questions
    record DevelopmentSize(int parts, int examples) {}

    /// Hashes of the data files, as far as preparing has asked for them.
    default DataHashes dataHashes() {
        return new DataHashes();
    }

    @Override
    void close();
}
