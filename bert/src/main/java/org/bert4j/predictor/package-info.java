/// Text in, typed answers out: what an application uses.
///
/// In: a model directory, then texts. Out: records with plain Java values; no tensor leaves. Before it:
/// `org.bert4j.evaluate`; beside it: `org.bert4j.trainer`. Predictors are safe to use from many threads, virtual ones
/// too, and give everything back when closed.
package org.bert4j.predictor;
