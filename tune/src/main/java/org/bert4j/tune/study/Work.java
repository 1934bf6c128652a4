package org.bert4j.tune.study;

/// What a worker does next.
public sealed interface Work {
    /// Train a trial, from its last checkpoint if there is one, until its study says otherwise.
    record Train(Claim claim) implements Work {}

    /// Nothing can be done before another worker has finished something.
    record Wait() implements Work {}

    /// Nothing is left to do.
    record Finished() implements Work {}
}
