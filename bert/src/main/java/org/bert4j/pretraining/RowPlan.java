package org.bert4j.pretraining;

/// What a row is made of: `[CLS] first [SEP]`, or `[CLS] first [SEP] second [SEP]`.
///
/// @param second [Span#NONE] in rows of one part
/// @param label  as in [PretrainingRow]
record RowPlan(Span first, Span second, int label) {
    static final int ONE_PART_SPECIALS = 2;
    static final int TWO_PARTS_SPECIALS = 3;

    static RowPlan of(Span only) {
        return new RowPlan(only, Span.NONE, PretrainingRow.NONE);
    }

    boolean isPair() {
        return second.length() > 0;
    }

    /// Tokens, special ones included.
    int length() {
        int specials = isPair() ? TWO_PARTS_SPECIALS : ONE_PART_SPECIALS;
        return specials + first.length() + second.length();
    }
}
