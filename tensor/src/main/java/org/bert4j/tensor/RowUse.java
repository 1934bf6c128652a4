package org.bert4j.tensor;

import java.util.BitSet;

/// Which rows of a table training has met: a batch reads few rows of a vocabulary, and the gradient of all others is
/// zero. A row that never had a gradient has moments of zero, so AdamW leaves it as it is.
final class RowUse {
    private final int rows;
    private final BitSet now = new BitSet(); // have a gradient since it was last cleared
    private final BitSet ever = new BitSet();

    RowUse(long rows) {
        this.rows = Math.toIntExact(rows);
    }

    void add(int row) {
        now.set(row);
        ever.set(row);
    }

    void addAll() {
        now.set(0, rows);
        ever.set(0, rows);
    }

    /// The table has moments already: no row may be left out that has any.
    void restore(BitSet known) {
        ever.or(known);
    }

    void clear() {
        now.clear();
    }

    BitSet all() {
        BitSet all = new BitSet();
        all.set(0, rows);
        return all;
    }

    BitSet now() {
        return now;
    }

    BitSet ever() {
        return ever;
    }
}
