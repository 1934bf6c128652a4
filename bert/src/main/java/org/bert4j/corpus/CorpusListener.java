package org.bert4j.corpus;

/// Hears how a preparation goes on, on the thread that called it; every method may be left out.
public interface CorpusListener {
    /// Hears nothing.
    CorpusListener SILENT = new CorpusListener() {};

    /// What is being done, in this order.
    enum Step {
        HASHING("Reading files"),
        COMPARING("Looking for duplicates"),
        /// Only if it was asked for.
        RESEMBLING("Looking for near-duplicates"),
        TOKENIZING("Tokenizing");

        private final String label;

        Step(String label) {
            this.label = label;
        }

        /// The step in words.
        public String label() {
            return label;
        }
    }

    /// So far a step has come.
    ///
    /// @param bytes of the files that are done, packed ones as they lie on the disk
    /// @param total bytes of all files
    default void progress(Step step, long bytes, long total) {}

    /// Something the user should know.
    default void notice(String message) {}
}
