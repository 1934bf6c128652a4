/// What training makes smaller: one small class per objective.
///
/// In: logits of a head and the truth. Out: a scalar in float32, summed over examples, so that a trainer can divide by
/// the number of examples in a whole step, however many pieces it computes the step in. Before it:
/// `org.bert4j.head`; after it: `org.bert4j.trainer`.
package org.bert4j.loss;
