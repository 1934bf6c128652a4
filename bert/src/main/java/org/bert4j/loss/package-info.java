/// What training makes smaller: one small class per objective.
///
/// In: logits of a head and the truth. Out: a scalar in float32, summed over examples (over words for tags), so that a
/// trainer can divide by the weight of a whole step, however many pieces it computes the step in. Before it:
/// `org.bert4j.head`; after it: `org.bert4j.task`, which calls it.
///
/// Traps: class weights count in the sum and in what it is divided by, as in torch's weighted mean. [InBatchNegatives]
/// compares the examples of a batch with each other, so its batches cannot be computed in pieces.
package org.bert4j.loss;
