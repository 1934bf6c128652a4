/// Searches and their trials in a database. In: a definition, then what workers report. Out: what each worker does next.
/// All decisions are made here, one at a time, by the sampler and the scheduler of the study.
package org.bert4j.tune.study;
