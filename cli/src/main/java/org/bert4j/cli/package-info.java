/// The command `bert4j`: a thin layer that parses options, shows progress, and turns problems into one sentence and an
/// exit code. Everything it does can be done from Java with the packages below it.
///
/// Text goes to stdout, progress and notices to stderr. Exit codes: 0 done, 2 something the user can mend, 1 a defect,
/// 130 after Ctrl-C.
package org.bert4j.cli;
