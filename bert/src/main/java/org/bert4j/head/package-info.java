/// What a task puts on top of the encoder: a few parameters that turn its output into logits.
///
/// In: `sequenceOutput` `[rows, tokens, hidden]`. Out: logits in float32, whatever the precision of the encoder: of a row
/// ([SequenceHead]), of words ([TokenHead]), of the two ends of an answer ([SpanHead]). [LinearChainCrf] and [TagViterbi]
/// see the logits of a sentence as one. Before it: `org.bert4j.encoder`; after it: `org.bert4j.loss` in training and the
/// answers of `org.bert4j.task` in prediction.
///
/// Traps: the pooler belongs to [SequenceHead], is trained even if the encoder is frozen, and is new where a checkpoint
/// has none.
package org.bert4j.head;
