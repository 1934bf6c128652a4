package org.bert4j.corpus;

/// A paragraph, or a sentence where a text has a sentence a line.
///
/// @param text          without blanks around it, never empty
/// @param opensDocument whether a document begins with it
public record Paragraph(String text, boolean opensDocument) {}
