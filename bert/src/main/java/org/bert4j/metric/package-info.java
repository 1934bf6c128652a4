/// Published scores, computed as their official scripts compute them, to the last digit.
///
/// *In*: predicted texts and reference answers, one question at a time. *Out*: figures under the
/// names the scripts print. Metrics are accumulators: they keep a few numbers per question, never
/// logits. Before this package comes `org.bert4j.dataset`, after it `org.bert4j.task` and
/// `org.bert4j.evaluate`.
///
/// Traps:
/// - "To the last digit" holds for Python up to 3.11: from 3.12 on `sum()` of floats rounds
///   otherwise (Neumaier's compensated summation), which can change the sixteenth digit.
/// - An answer that is nothing but articles and punctuation normalises to "" and is no reference.
package org.bert4j.metric;
