/// JMH benchmarks of the inner pieces: what a change to one of them is measured with before the whole is.
///
/// In: the starters, and texts and tensors made here. Out: JMH's tables. Nothing imports this package. How to run it is
/// in `benchmarks/README.md`; what the pieces make together is measured by `bert4j bench`.
package org.bert4j.benchmarks;
