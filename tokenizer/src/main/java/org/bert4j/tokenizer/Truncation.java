package org.bert4j.tokenizer;

/// How a text or a pair is shortened, at its end, to `maxLength` tokens, `[CLS]` and `[SEP]`
/// included.
public sealed interface Truncation {
    int maxLength();

    /// Shortens the longer text until both are equally long, then both.
    ///
    /// If an odd token remains, hf-fast leaves it to the text that was longer (the second of two
    /// equal ones), hf-slow and google to the first.
    record LongestFirst(int maxLength) implements Truncation {}

    /// Shortens the first text only.
    record OnlyFirst(int maxLength) implements Truncation {}

    /// Shortens the second text only.
    record OnlySecond(int maxLength) implements Truncation {}

    /// How many tokens of each text are kept.
    record Lengths(int first, int second) {}

    /// How many of `count` tokens of a single text are kept beside `added` special tokens.
    ///
    /// @throws IllegalArgumentException if `maxLength` leaves no room, or the second text is meant
    default int keep(int count, int added) {
        if (this instanceof OnlySecond) {
            throw new IllegalArgumentException(
                    "Truncation of the second text was asked for, but there is one text only; use"
                            + " LongestFirst.");
        }
        return Math.min(count, room(added));
    }

    /// How many of `first` and `second` tokens are kept beside `added` special tokens.
    ///
    /// @throws BadInputException if the one text that may be shortened would vanish
    /// @throws IllegalArgumentException if `maxLength` has no room for the special tokens
    default Lengths keep(int first, int second, int added, TokenizerMode mode) {
        int room = room(added);
        if (first + second <= room) {
            return new Lengths(first, second);
        }
        return switch (this) {
            case LongestFirst _ -> keepOfBoth(first, second, room, mode);
            case OnlyFirst _ -> new Lengths(keepOfOne(first, second, room, "first"), second);
            case OnlySecond _ -> new Lengths(first, keepOfOne(second, first, room, "second"));
        };
    }

    private int room(int added) {
        if (maxLength() < added) {
            throw new IllegalArgumentException(
                    "A maximum length of %d has no room for %d special tokens; give a larger one."
                            .formatted(maxLength(), added));
        }
        return maxLength() - added;
    }

    private int keepOfOne(int cut, int other, int room, String name) {
        if (other >= room) {
            throw new BadInputException(
                    ("Only the %s text may be shortened, but the other one alone has %d tokens and"
                                    + " %d fit; use LongestFirst or a larger maximum length.")
                            .formatted(name, other, room));
        }
        return Math.min(cut, room - other);
    }

    private static Lengths keepOfBoth(int first, int second, int room, TokenizerMode mode) {
        int half = room / 2;
        int largerHalf = room - half;
        int shorter = Math.min(first, second);
        if (shorter <= half) {
            return first <= second
                    ? new Lengths(first, room - first)
                    : new Lengths(room - second, second);
        }
        boolean oddToFirst = mode != TokenizerMode.HF_FAST || first > second;
        return oddToFirst ? new Lengths(largerHalf, half) : new Lengths(half, largerHalf);
    }
}
