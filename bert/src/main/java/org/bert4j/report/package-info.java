/// Pages about training runs: what was learnt, how sure that is, and where the model is wrong.
///
/// In: the directory of a run ([org.bert4j.trainer.RunRecord], and the answers of its best model to the development
/// examples, `predictions.jsonl`). Out: an HTML file that opens without a network, in English and Chinese.
///
/// Traps:
///
/// - `predictions.jsonl` of several labels was written before the thresholds of that evaluation were fitted: what was
///   chosen is decided again, by the thresholds in `best/`.
package org.bert4j.report;
