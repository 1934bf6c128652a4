/// Looks at data before a model learns from them, and says what will spoil it.
///
/// In: [Specimen]s, the examples of any task as the checks see them, those to train on first, then those to evaluate on.
/// Out: an [Examination]: facts, and [Finding]s with the rows they are about, what they cost and what helps.
///
/// Everything is found in one pass over the examples, which keeps some ten bytes of each; a second pass fetches the texts
/// that are shown. [LabelDoubts] is apart: it needs a vector of each example.
package org.bert4j.doctor;
