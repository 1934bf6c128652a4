/// One small program per task, and the data to try it on beside it in the resources.
///
/// In: command line arguments. Out: a run directory, and text on stdout. After every other package: nothing imports this
/// one. [org.bert4j.examples.TrainExample] and [org.bert4j.examples.PredictExample] are those of the README.
///
/// Traps: the data sets are small, so that a program runs in a minute; what it answers after that is a hint, not a
/// measurement.
package org.bert4j.examples;
