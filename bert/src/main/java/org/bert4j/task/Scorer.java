package org.bert4j.task;

import org.bert4j.metric.Sample;

import java.util.Map;

/// Scores answers against the truth, one at a time.
public interface Scorer<E, A> {
    /// Counts an answer.
    void add(E example, A answer);

    /// The figures so far by published name, in the order to print them.
    Map<String, Object> figures();

    /// The answers so far, to be drawn from.
    Sample sample();

    /// The name of the figure that decides which checkpoint is best.
    String decisive();
}
