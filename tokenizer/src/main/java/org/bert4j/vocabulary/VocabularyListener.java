package org.bert4j.vocabulary;

/// Hears how learning goes on. Calls come from several threads.
public interface VocabularyListener {
    /// Hears nothing.
    VocabularyListener SILENT = new VocabularyListener() {};

    /// So many further bytes of text, as UTF-8, have been counted.
    default void read(long bytes) {}

    /// The vocabulary has so many tokens now.
    default void learned(int tokens) {}
}
