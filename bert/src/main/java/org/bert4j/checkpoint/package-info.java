/// Published directories in, published directories out: `config.json`, weights, tokenizer files.
///
/// In: a directory as Hugging Face's libraries write it. Out: a [Checkpoint] that layers draw their parameters from, and
/// the same kind of directory with what training made of them. Before it: `org.bert4j.head`; after it:
/// `org.bert4j.task`. Directories appear whole or not at all.
package org.bert4j.checkpoint;
