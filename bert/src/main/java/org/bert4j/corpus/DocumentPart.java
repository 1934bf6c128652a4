package org.bert4j.corpus;

import java.util.List;

/// Some paragraphs of a document, in their order: all of them, if it is not long.
///
/// @param document   number of the document in the text, from 0, duplicates counted
/// @param isRunning  whether paragraphs have to be split into sentences; if not, each is one
/// @param paragraphs at least one
record DocumentPart(int document, boolean isRunning, List<String> paragraphs) {}
