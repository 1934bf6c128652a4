/// Streams examples through a model into metrics: memory does not grow with their number.
///
/// In: a model and held-out examples. Out: an [Evaluation] and, where wanted, files of predictions. Before it:
/// `org.bert4j.task`; after it: `org.bert4j.trainer` and `org.bert4j.predictor`.
package org.bert4j.evaluate;
