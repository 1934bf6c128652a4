package org.bert4j.tune.study;

import org.bert4j.tune.trial.Trial;

/// A worker's right to train a trial; lost when another worker has taken the trial over.
///
/// @param trial  as it was when it was taken
/// @param number of the claim, counted from 1 for each trial
public record Claim(Trial trial, int number) {}
