package org.bert4j.doctor;

/// Texts as people see them.
public final class Texts {
    private Texts() {}

    /// On one line, and not longer than so many characters.
    public static String shortened(String text, int most) {
        String line = text.strip().replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= most
                ? line
                : line.substring(0, line.offsetByCodePoints(0, most)) + "...";
    }
}
