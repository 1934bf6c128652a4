/// What a task puts on top of the encoder: a few parameters that turn its output into logits.
///
/// In: `sequenceOutput` `[batch, tokens, hidden]`. Out: logits in float32. Before it: `org.bert4j.encoder`; after it:
/// `org.bert4j.loss` in training and the answers of `org.bert4j.task` in prediction.
package org.bert4j.head;
