/// The training loop, its schedules, and what a run leaves on disk.
///
/// In: a [org.bert4j.task.Task] with files, as a [FineTuning]; or an [org.bert4j.task.Objective] (examples and their
/// loss), an [org.bert4j.evaluate.Evaluator] and the parameters to change, as a [Trainer]. Out: changed parameters, a run
/// directory with `best/` and `last/`, and events for listeners. Before it: `org.bert4j.evaluate`; beside it:
/// `org.bert4j.predictor`.
///
/// Traps:
/// - Every random number comes from run seed, step and micro-batch, so a run can stop and go on anywhere; nothing here
///   may draw from a generator that lives longer than a step.
/// - The way back runs outside of mixed precision: what went forward in float32 must go back in it.
/// - `best/` is the last of equally good models. Where few examples are held out, many are equally good.
package org.bert4j.trainer;
