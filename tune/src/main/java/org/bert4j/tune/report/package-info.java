/// A study for the eye. In: a study. Out: one HTML file that opens without a network.
package org.bert4j.tune.report;
