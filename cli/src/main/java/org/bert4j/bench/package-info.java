/// What `bert4j bench` runs: the work of a user, timed in this process through the same entries a program has.
///
/// In: a model directory, texts or questions (files, or what comes with bert4j), and how long to measure ([Effort]).
/// Out: a [Report] of [Figure]s with the machine they were measured on. Below it are `trainer`, `predictor` and all that
/// they use; above it is the command.
///
/// Traps: the first repetitions of everything are slow (Java compiles, libtorch prepares kernels), so nothing is measured
/// before a warm-up. What is timed includes what a user waits for: an inference figure begins with a text, not with
/// token ids, and a training step includes making its batch.
package org.bert4j.bench;
