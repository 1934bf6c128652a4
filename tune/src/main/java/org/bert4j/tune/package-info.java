/// The search for options that train best. In: a study and a way to make a training run of a configuration. Out: trained
/// trials, reported to the study. [org.bert4j.tune.Worker] takes what the study gives it, and trains it with the same
/// code that trains a run without a search.
///
/// Traps:
/// - A worker holds a trial only as long as it gives signs of life; whoever writes about a trial must hold its claim.
/// - What counts at a rung is the best evaluation until then, as in a run without a search.
package org.bert4j.tune;
