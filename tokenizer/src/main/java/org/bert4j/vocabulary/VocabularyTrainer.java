package org.bert4j.vocabulary;

import java.util.List;

/// Texts in, a vocabulary out.
///
/// ```java
/// VocabularyOptions options = VocabularyOptions.DEFAULT.withSize(8_000);
/// LearnedVocabulary learned = VocabularyTrainer.of(options).train(texts, VocabularyListener.SILENT);
/// Files.writeString(Path.of("vocab.txt"), learned.text());
/// ```
///
/// @param counter how the words are counted
public record VocabularyTrainer(VocabularyOptions options, WordCounter counter) {
    /// On all cores.
    public static VocabularyTrainer of(VocabularyOptions options) {
        return new VocabularyTrainer(options, WordCounter.of(options.normalization()));
    }

    public VocabularyTrainer withThreads(int threads) {
        return new VocabularyTrainer(options, counter.withThreads(threads));
    }

    /// The same bytes for the same texts, whatever their order and the number of threads.
    ///
    /// @throws org.bert4j.tokenizer.BadInputException if a text cannot be read, there is no word in them, or the
    ///                                                vocabulary has no room for their characters
    public LearnedVocabulary train(List<TextSource> texts, VocabularyListener listener) {
        return VocabularyLearner.learn(counter.count(texts, listener), options, listener);
    }
}
