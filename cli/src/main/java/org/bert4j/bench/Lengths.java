package org.bert4j.bench;

/// Which lengths the rows of generated data have.
public enum Lengths {
    /// As many tokens as a row may have: nothing is padded.
    FIXED,
    /// As in real data.
    MIX
}
