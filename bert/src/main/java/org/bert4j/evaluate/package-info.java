/// Streams examples through a model into metrics: a few hundred examples are in memory at a time, however many there are.
///
/// In: a model and held-out examples. Out: an [Evaluation] and, where wanted, every answer in the order of the data.
/// [TaskEvaluation] and [TaskAnswering] serve every task, [QaEvaluation] and [QaAnswering] question answering. Before it:
/// `org.bert4j.task`; after it: `org.bert4j.trainer` and `org.bert4j.predictor`.
///
/// Traps: some metrics keep a number or a vector per example (see `org.bert4j.metric`). The scorer of development data
/// may settle things on them, such as thresholds; it must not see test data.
package org.bert4j.evaluate;
