package org.bert4j.corpus;

import java.util.BitSet;

/// Finds the words of text that is written without blanks, so that whole words can be masked. Safe for several threads.
public interface WordSegmenter {
    /// Changes where its words do: what was prepared with another one is not used again.
    String name();

    /// The UTF-16 units of a text that go on with the word of the unit before: not the first of a word.
    BitSet insideWords(String text);
}
