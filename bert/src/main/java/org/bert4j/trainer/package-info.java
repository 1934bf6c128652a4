/// The training loop, its schedules, and what a run leaves on disk.
///
/// In: an [org.bert4j.task.Objective] (examples and their loss), an [org.bert4j.evaluate.Evaluator] and the parameters to change. Out: changed parameters, a run
/// directory with `best/` and `last/`, and events for listeners. Before it: `org.bert4j.evaluate`; beside it:
/// `org.bert4j.predictor`.
///
/// Traps: every random number comes from run seed, step and micro-batch, so a run can stop and go on anywhere; nothing
/// here may draw from a generator that lives longer than a step.
package org.bert4j.trainer;
