package org.bert4j.trainer;

import java.util.List;
import java.util.OptionalLong;

/// What a run would take on this machine, by [FineTuning#forecast].
///
/// @param task   name
/// @param plan   precision and threads that the run would choose
/// @param data   what it trains and evaluates on
/// @param steps  what it does
/// @param time   how long that takes, if the machine stays as busy as it is
/// @param needs  memory and disk
/// @param hints  what would take less, the largest saving first
public record Forecast(
        String task, Plan plan, Data data, Steps steps, Time time, Needs needs, List<Hint> hints) {
    /// @param examples            to train on (of questions: their windows)
    /// @param rows                sequences that the model sees of them
    /// @param tokens              of these, padding left out
    /// @param longest             row, in tokens
    /// @param padding             share of the computed places that hold no token
    /// @param developmentExamples to evaluate on
    public record Data(
            int examples,
            long rows,
            long tokens,
            int longest,
            double padding,
            int developmentExamples) {}

    /// @param steps       updates in all
    /// @param evaluations of the model, unless lack of progress ends the run before (`--patience`)
    /// @param saves       of the state to go on from
    public record Steps(
            int epochs,
            int stepsPerEpoch,
            long steps,
            int batchSize,
            long evaluations,
            long saves) {}

    /// Seconds.
    ///
    /// @param preparing  reading data and model, and choosing the precision: measured
    /// @param training   all steps
    /// @param evaluating all evaluations
    /// @param saving     all saves, and the best model after every evaluation: it may be fewer
    public record Time(double preparing, double training, double evaluating, double saving) {
        public double total() {
            return preparing + training + evaluating + saving;
        }
    }

    /// Bytes.
    ///
    /// @param memory most anonymous memory, as [org.bert4j.tensor.NativeMemory] counts; empty where the system does not
    ///               say
    /// @param disk   while saving, two models and the state of training
    public record Needs(OptionalLong memory, long disk) {}

    /// What would take less time.
    ///
    /// @param change  options of the command line
    /// @param saved   seconds of the whole run
    /// @param price   what it costs
    public record Hint(String change, double saved, String price) {}
}
