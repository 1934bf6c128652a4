/// How far trials are trained. In: all trials of a study. Out: which go on, wait or end. Schedulers keep no state.
package org.bert4j.tune.scheduler;
