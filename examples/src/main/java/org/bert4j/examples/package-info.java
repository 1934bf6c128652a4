/// One small program per use, as the README shows them.
///
/// In: command line arguments. Out: text on stdout. After every other package: nothing imports this one.
package org.bert4j.examples;
