package org.bert4j.dataset;

/// A named entity and its place in a text.
///
/// @param type  what it is, such as `PER`
/// @param start index of its first character, in UTF-16 units
/// @param end   index after its last character, in UTF-16 units
public record EntitySpan(String type, int start, int end) {
    public EntitySpan {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException(
                    "An entity needs 0 <= start < end, not %d to %d.".formatted(start, end));
        }
    }

    /// The entity's own characters.
    public String text(String source) {
        return source.substring(start, end);
    }
}
