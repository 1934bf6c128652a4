/// BERT itself: token ids to a vector per token.
///
/// In: a padded batch of token ids. Out: `sequenceOutput` `[batch, tokens, hidden]` and, with a [Pooler],
/// `pooledOutput` `[batch, hidden]`. Before it: `org.bert4j.layer`; after it: `org.bert4j.head`. Parameter names are
/// those of published checkpoints, so building a model and loading it are one thing.
package org.bert4j.encoder;
