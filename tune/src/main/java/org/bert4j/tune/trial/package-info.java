/// What is known of the trials of a study. In: nothing. Out: [org.bert4j.tune.trial.Trial] and its reports, read by
/// samplers and schedulers, and kept by a study.
package org.bert4j.tune.trial;
