/// Examples of pre-training: pieces of documents put together, tokens masked, the next sentence true or not (Devlin et
/// al. 2019, section 3.1).
///
/// *In*: an [org.bert4j.corpus.TokenCorpus]. *Out*: [org.bert4j.pretraining.PretrainingRows], which
/// `org.bert4j.batch` can order and put together. [org.bert4j.pretraining.PretrainingData] holds the options.
///
/// A row is made in two steps. The *plan* says which tokens it consists of: it is made for all rows at once, on all
/// cores, and kept in a mapped file of 32 bytes a row. The *masks* are made when a row is asked for, from draws that
/// depend on seed, epoch and row alone, so any row can be had at any moment.
///
/// | way | rows | masks | what else may be asked |
/// |---|---|---|---|
/// | [org.bert4j.pretraining.RowWay.Google] | sentences of one document, and of a random one | the same in all epochs | next sentence, order of sentences |
/// | [org.bert4j.pretraining.RowWay.Packed] | running text, all of one length | others in each epoch | nothing |
///
/// Departures from google-research/bert's `create_pretraining_data.py`:
/// - Documents and rows are not shuffled here, but by [org.bert4j.batch.ShuffledOrder] when they are trained on.
/// - Draws are keyed by pass and document, and those of the masks by row, instead of coming from one stream. With the
///   draws of the original the rows are the same.
/// - Where nothing is asked beside the masked tokens, a row has one part. The original knows pairs only.
///
/// Traps:
/// - More than half of the rows have a random second part: a chunk of a single sentence always has.
/// - Whole words are told by the flags of the corpus. Truncation from the front cuts words, and what is left of one at
///   the beginning of the second part counts as a piece of the last word of the first part, as in the original.
/// - [org.bert4j.pretraining.Masking#google] limits predictions by the length it is given; keep them in step.
/// - With [org.bert4j.pretraining.Selection.Independent] a short row may have nothing to predict.
package org.bert4j.pretraining;
