/// Typed examples, and readers of the file formats they are published in.
///
/// *In*: files as their publishers wrote them. *Out*: plain records of texts and offsets; no tokens
/// yet. After this package comes `org.bert4j.feature`, which turns examples into token ids; before
/// it there is nothing but the JSON parser.
///
/// Question answering starts at [org.bert4j.dataset.SquadReader]: one shape,
/// `data[].paragraphs[].qas[]`, serves SQuAD 1.1 and 2.0, XQuAD, CMRC 2018, DRCD and COVID-QA.
/// Questions to answer, without references, come from [org.bert4j.dataset.QuestionLines].
///
/// Tasks that label a text, a pair or more start at [org.bert4j.dataset.TextFiles]: tables in CSV,
/// TSV and JSON, directories and lines with a label first, whose columns are found by name or by
/// their values ([org.bert4j.dataset.Columns], [org.bert4j.dataset.TableShape]). Texts to predict on
/// come from [org.bert4j.dataset.TextLines].
///
/// Tagged words start at [org.bert4j.dataset.TaggedFiles]: CoNLL columns, lists of tags, and spans
/// as CLUENER has them. Whatever the [org.bert4j.dataset.TagScheme] of a file, a
/// [org.bert4j.dataset.TaggedText] holds BIO.
///
/// Traps:
/// - The files count `answer_start` in Unicode code points; a Java string counts UTF-16 units. The
///   two part at the first emoji or rare Chinese character. Readers convert; records hold UTF-16
///   offsets.
/// - Some offsets are wrong by a few characters, some answers are not in their context at all. The
///   first are mended, the second are kept for scoring and cannot be trained on; both are counted
///   in the [org.bert4j.dataset.QaReport].
/// - In SQuAD 2.0 `plausible_answers` are not answers.
/// - Split training from development data by paragraph, never by question: the questions of one
///   paragraph give each other away; and by text, since texts repeat. [org.bert4j.dataset.HoldOut]
///   and [org.bert4j.dataset.Folds] do.
/// - The translated training data of XNLI say `contradictory` where its development data say
///   `contradiction`; the first is read as the second.
/// - In C3 a choice and the answer may be a number: there `1` is a text, not an index.
/// - In SNLI, MultiNLI and OCNLI the label `-` means that the annotators did not agree: these rows are
///   skipped, and counted.
/// - A `"` is a plain character in `.tsv` and `.txt` files, and quotes cells in `.csv` files.
package org.bert4j.dataset;
