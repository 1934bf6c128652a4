/// Text in, typed answers out: what an application uses.
///
/// In: a model directory, then texts. Out: records with plain Java values; no tensor leaves. [TaskPredictor] takes any
/// task; the others are typed fronts of it, one for each built-in task, and [QaPredictor]. Before it:
/// `org.bert4j.evaluate`; beside it: `org.bert4j.trainer`. Predictors are safe to use from many threads, virtual ones
/// too, and give everything back when closed.
///
/// Traps: each predictor computes on one thread of its own, so many callers wait for each other; many texts in one call
/// are faster than many calls.
package org.bert4j.predictor;
