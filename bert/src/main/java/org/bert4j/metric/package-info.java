/// Published scores, computed as their official scripts and libraries compute them.
///
/// *In*: truth and prediction, one example at a time, as plain values: texts, label numbers, tags,
/// scores. *Out*: figures under the names the scripts print, ready for JSON. Metrics are
/// accumulators: those of question answering keep a few numbers per question, [CorrelationMetric]
/// keeps its two, [RetrievalMetric] its vectors; the others need the same memory for any number of
/// examples, and [Judged] remembers for them what each example adds. So every metric gives a [Sample]
/// for [Bootstrap]: intervals, and how two models differ. Before this package comes
/// `org.bert4j.dataset`, after it `org.bert4j.task` and `org.bert4j.evaluate`.
///
/// Traps:
/// - The figures of question answering are percentages, as its scripts print them; all others are
///   fractions, as scikit-learn, SciPy and seqeval give them.
/// - The figures of question answering equal those of the scripts to the last digit under Python up
///   to 3.11: from 3.12 on `sum()` of floats rounds otherwise (Neumaier's compensated summation),
///   which can change the sixteenth digit.
/// - An answer that is nothing but articles and punctuation normalises to "" and is no reference.
package org.bert4j.metric;
