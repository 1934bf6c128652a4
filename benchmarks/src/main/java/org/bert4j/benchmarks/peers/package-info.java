/// The work of `bert4j bench`, done by other libraries that Java programs use: small programs that print the same JSON.
///
/// In: the same files as `bert4j bench` gets. Out: one [org.bert4j.bench.Report] as JSON, measured by the same loop.
/// `benchmarks/peers/speed_compare.py` runs them in turn with bert4j.
package org.bert4j.benchmarks.peers;
