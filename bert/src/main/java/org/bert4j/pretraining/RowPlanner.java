package org.bert4j.pretraining;

import java.util.function.Consumer;

/// Decides what the rows of a corpus are made of.
interface RowPlanner {
    /// All rows, always in the same order.
    void plan(Consumer<RowPlan> rows);
}
