/// A task puts the parts together: reader, features, head, loss, metric, and how an answer is read off
/// the logits.
///
/// *In*: features from `org.bert4j.feature`, logits as plain numbers. *Out*: typed predictions, and the
/// files official scripts read. Before this package come `org.bert4j.head`, `org.bert4j.loss`,
/// `org.bert4j.metric` and `org.bert4j.checkpoint`; after it `org.bert4j.evaluate`, which streams data
/// through a model, `org.bert4j.trainer` and `org.bert4j.predictor`.
///
/// Question answering: [org.bert4j.task.SpanDecoder] turns the start and end logits of all windows of a
/// question into a [org.bert4j.task.QaPrediction] by the rules of [org.bert4j.task.AnswerOptions], and
/// [org.bert4j.task.PredictionFiles] writes it down.
///
/// Traps:
/// - Logits are compared, not probabilities: the probabilities of a prediction are a softmax over the
///   few answers listed, so they rise if fewer are listed.
/// - "No answer" has the text "", and is given only where the options allow it. Its score is the
///   smallest over the windows, an answer's the largest.
package org.bert4j.task;
