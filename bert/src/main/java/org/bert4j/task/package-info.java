/// A task puts the parts together: reader, features, head, loss, metric, and how an answer is read off
/// the logits.
///
/// A [org.bert4j.task.Task] is a record of options that reads data and makes models. A
/// [org.bert4j.task.TaskModel] turns an example into rows ([org.bert4j.task.Item]), and what the
/// encoder made of them ([org.bert4j.task.Encoded]) into a loss or into answers. Adding a task means
/// one of each; [org.bert4j.task.RegressTask] and [org.bert4j.task.RegressModel] are the shortest.
///
/// *In*: examples from `org.bert4j.dataset`, a checkpoint. *Out*: losses for the trainer, typed answers
/// ([org.bert4j.task.Classification], [org.bert4j.task.Entities], ...), saved directories. Before this
/// package come `org.bert4j.head`, `org.bert4j.loss`, `org.bert4j.metric` and `org.bert4j.checkpoint`;
/// after it `org.bert4j.evaluate`, which streams data through a model, `org.bert4j.trainer` and
/// `org.bert4j.predictor`.
///
/// Question answering: [org.bert4j.task.SpanDecoder] turns the start and end logits of all windows of a
/// question into a [org.bert4j.task.QaPrediction] by the rules of [org.bert4j.task.AnswerOptions], and
/// [org.bert4j.task.PredictionFiles] writes it down.
///
/// Traps:
/// - Labels come from the training data or from the checkpoint, and are saved in `config.json`; what
///   else prediction needs is saved beside, and comes before what the loading program says.
/// - Frozen layers ([org.bert4j.task.Freeze]) run without dropout, and their outputs are kept in a file
///   for as long as training lasts.
/// - Logits are compared, not probabilities: the probabilities of a prediction are a softmax over the
///   few answers listed, so they rise if fewer are listed.
/// - "No answer" has the text "", and is given only where the options allow it. Its score is the
///   smallest over the windows, an answer's the largest.
package org.bert4j.task;
