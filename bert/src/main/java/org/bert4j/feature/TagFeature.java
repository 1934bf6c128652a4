package org.bert4j.feature;

/// A tagged text, or a window over one, as the model takes it: `[CLS] window [SEP]`; with the words
/// whose tags are decided here.
///
/// @param inputIds      `[length]` token ids
/// @param tokenTypeIds  `[length]` all 0
/// @param wordIndex     `[decided]` which words of the text, in rising order
/// @param tokenPosition `[decided]` position in this row of each such word's first token, in rising
///                      order
public record TagFeature(int[] inputIds, int[] tokenTypeIds, int[] wordIndex, int[] tokenPosition)
        implements TokenRow {}
