/// Learns the vocabulary of WordPiece from text, and says how well a vocabulary fits a text.
///
/// In: texts, each a [TextSource][org.bert4j.vocabulary.TextSource] that opens to lines. Out: a
/// [LearnedVocabulary][org.bert4j.vocabulary.LearnedVocabulary] whose tokens are the lines of a `vocab.txt`, or a
/// [VocabularyReport][org.bert4j.vocabulary.VocabularyReport]. Start at
/// [VocabularyTrainer][org.bert4j.vocabulary.VocabularyTrainer]. Before this package: `org.bert4j.tokenizer`, whose
/// words are counted here; after it: the command.
///
/// 1. `WordCounter` counts the words of all texts on all cores. Each thread has a `WordTable`; one that is full goes to
///    disk as a sorted run (`WordRuns`), and all are merged in the end (`WordMerge`).
/// 2. `Alphabet` keeps the most frequent characters.
/// 3. `VocabularyLearner` spells every distinct word in characters and joins, again and again, the best pair of
///    neighbours (`Spelling` has the words, `PairQueue` says which pair is best).
///
/// This is the algorithm of Hugging Face's `WordPieceTrainer` (tokenizers 0.22), with three differences:
///
/// - The counts of pairs have 32 bits there, so that frequent words fall apart in big corpora; here all have 64.
/// - The ids of the `##c` pieces follow the words there, in the order of a hash map, and decide ties between pairs, so
///   two runs differ; here the words are sorted. Our result is the one that the reference has in that order.
/// - Words of more than 100 characters are not learned from, for they are `[UNK]` whatever the vocabulary.
///
/// Nothing depends on the number of threads, the order of files, or how often
/// a table was full.
///
/// Traps:
///
/// - Ties go to the smaller pair of ids, so the order of ids is part of the result.
/// - `c` at the beginning of a word and `##c` inside are two pieces.
/// - A character that is not kept is left out of the words it occurs in; the rest of such a word is still learned from.
package org.bert4j.vocabulary;
