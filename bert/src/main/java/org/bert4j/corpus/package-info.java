/// Raw text for pre-training: files -> documents -> sentences -> token ids in files that are mapped into memory.
///
/// *In*: text files, Markdown and packed ones, in any encoding. *Out*: a [TokenCorpus][org.bert4j.corpus.TokenCorpus].
/// Start at [CorpusPreparation][org.bert4j.corpus.CorpusPreparation]. Before this package comes `org.bert4j.dataset`, whose
/// tools for caches are used here; after it `org.bert4j.pretraining` makes rows to train on.
///
/// The way of a text through the classes here:
///
/// 1. `CorpusLines` decodes a file strictly and cuts it into lines; `TextFault` has the sentences for files that are no
///    text.
/// 2. `ParagraphReader` makes paragraphs of lines and knows where documents begin: by blank lines, titles (`Title`) or
///    the headings of Markdown (`MarkdownText`), as the [TextLayout][org.bert4j.corpus.TextLayout] says, which
///    `LayoutSample` finds out if nobody says it.
/// 3. `DocumentBatches` puts paragraphs together into batches of like size. In a first pass `DuplicateFinder` collects a
///    hash of each document, and if it is asked for, in one more pass `NearDuplicateFinder` collects a `MinHash` of the
///    `Shingles` of each; the last pass leaves out what repeats or resembles an earlier one.
/// 4. `PartEncoder` tokenizes the batches on all processors and cuts paragraphs into `Sentences`.
/// 5. `TokenCorpusWriter` writes the tokens in their order; [MappedTokenCorpus][org.bert4j.corpus.MappedTokenCorpus] reads
///    them. `CorpusCache` finds them again in a later run.
///
/// Whatever the size of a text, memory holds a few batches, a bit for each document (and at most 11 bytes while
/// near-duplicates are looked for), and the tokens of no more than
/// 262,144 characters of a line a thread.
///
/// Traps:
/// - The text is read two or three times, after it was hashed for the cache. Changing a file meanwhile gives a corpus of
///   neither.
/// - WikiText's `<unk>` and `@-@` are text like any other.
/// - In Markdown a line end is a blank: a file with a sentence a line belongs into a `.txt`.
package org.bert4j.corpus;
