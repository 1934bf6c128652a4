package org.bert4j.dataset;

import java.util.Optional;

/// Finds a reference answer in its context, given an offset that counts code points and may be
/// wrong.
///
/// In COVID-QA 234 of 1380 offsets are off, by one to three characters; in CMRC 2018 an offset of
/// -1 says that the reference is no part of the context.
final class AnswerFinder {
    /// An answer that occurs several times is looked for this many UTF-16 units around its offset.
    private static final int RADIUS = 100;

    private final String context;
    private final boolean hasSurrogates;

    AnswerFinder(String context) {
        this.context = context;
        this.hasSurrogates = context.codePointCount(0, context.length()) < context.length();
    }

    /// @param repaired the text does not stand at the given offset, but near it
    record Found(AnswerSpan span, boolean repaired) {}

    Optional<Found> find(String answer, long codePointStart) {
        if (answer.isEmpty() || codePointStart < 0) {
            return Optional.empty();
        }
        int expected = utf16Offset(codePointStart);
        if (context.startsWith(answer, expected)) {
            return Optional.of(found(answer, expected, false));
        }
        return nearest(answer, expected);
    }

    /// The occurrence closest to the offset, the earlier one on a tie; wherever it is if it is the
    /// only one.
    private Optional<Found> nearest(String answer, int expected) {
        int before = context.lastIndexOf(answer, expected);
        int after = context.indexOf(answer, expected + 1);
        if (before < 0 && after < 0) {
            return Optional.empty();
        }
        boolean takeBefore = after < 0 || before >= 0 && expected - before <= after - expected;
        int start = takeBefore ? before : after;
        boolean near = Math.abs(start - expected) <= RADIUS;
        boolean only = context.indexOf(answer) == context.lastIndexOf(answer);
        return near || only ? Optional.of(found(answer, start, true)) : Optional.empty();
    }

    private static Found found(String answer, int start, boolean repaired) {
        return new Found(new AnswerSpan(start, start + answer.length()), repaired);
    }

    private int utf16Offset(long codePointStart) {
        if (!hasSurrogates) {
            return (int) Math.min(codePointStart, context.length());
        }
        int codePoints = context.codePointCount(0, context.length());
        return context.offsetByCodePoints(0, (int) Math.min(codePointStart, codePoints));
    }
}
