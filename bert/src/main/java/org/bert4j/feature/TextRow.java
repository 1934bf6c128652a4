package org.bert4j.feature;

/// A text, or a pair of texts, or a window over one.
public record TextRow(int[] inputIds, int[] tokenTypeIds) implements TokenRow {}
