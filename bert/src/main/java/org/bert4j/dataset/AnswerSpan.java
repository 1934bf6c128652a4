package org.bert4j.dataset;

/// Where an answer stands in its context.
///
/// @param start index of its first character, in UTF-16 units
/// @param end index after its last character, in UTF-16 units
public record AnswerSpan(int start, int end) {
    public AnswerSpan {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException(
                    "An answer span needs 0 <= start < end, not %d to %d.".formatted(start, end));
        }
    }

    /// The answer's own characters.
    public String text(String context) {
        return context.substring(start, end);
    }
}
