package org.bert4j.feature;

/// A text, or a pair of texts, or a window over one.
///
/// @param isCut whether the text was longer and no other row shows the rest
public record TextRow(int[] inputIds, int[] tokenTypeIds, boolean isCut) implements TokenRow {
    /// A row that shows the whole of its text.
    public TextRow(int[] inputIds, int[] tokenTypeIds) {
        this(inputIds, tokenTypeIds, false);
    }
}
