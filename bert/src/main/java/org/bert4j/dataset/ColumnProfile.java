package org.bert4j.dataset;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the first rows of a file show of one column.
///
/// @param values how many values there were
/// @param distinct how many different ones
/// @param longest length of the longest, in UTF-16 units
/// @param numeric whether all are numbers
/// @param bare whether none holds white space
/// @param ascii whether all are ASCII
/// @param digits whether all hold a digit
record ColumnProfile(
        Column column,
        int values,
        int distinct,
        int longest,
        boolean numeric,
        boolean bare,
        boolean ascii,
        boolean digits) {
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][-+]?[0-9]+)?");
    private static final Pattern WHITE_SPACE =
            Pattern.compile("\\s", Pattern.UNICODE_CHARACTER_CLASS);

    /// No label is a longer text.
    private static final int LONGEST_LABEL = 60;

    private static final int LONGEST_ID = 40;

    /// Fewer rows than this say little about how often a value comes again.
    private static final int TELLING_ROWS = 10;

    /// Of 200 rows, 150 classes of equal size show about 110.
    private static final double DISTINCT_LABELS = 0.6;

    private static final double PLAIN_LABELS = 0.1;

    /// @param separator parts the values in one cell; empty: a cell is one value
    static ColumnProfile of(Column column, List<Row> rows, String separator) {
        List<String> values =
                rows.stream()
                        .flatMap(row -> row.cell(column).stream())
                        .flatMap(cell -> split(cell, separator))
                        .map(String::strip)
                        .filter(value -> !value.isEmpty())
                        .toList();
        Set<String> distinct = new HashSet<>(values);
        return new ColumnProfile(
                column,
                values.size(),
                distinct.size(),
                distinct.stream().mapToInt(String::length).max().orElse(0),
                !distinct.isEmpty() && distinct.stream().allMatch(ColumnProfile::isNumber),
                distinct.stream().noneMatch(value -> WHITE_SPACE.matcher(value).find()),
                distinct.stream().allMatch(value -> value.chars().allMatch(c -> c < 128)),
                distinct.stream().allMatch(value -> value.chars().anyMatch(Character::isDigit)));
    }

    /// The values of one cell.
    static Stream<String> split(String cell, String separator) {
        return separator.isEmpty()
                ? Stream.of(cell)
                : Stream.of(cell.split(Pattern.quote(separator), -1));
    }

    static boolean isNumber(String value) {
        return NUMBER.matcher(value.strip()).matches();
    }

    /// Short values that come again and again.
    boolean looksLikeLabel() {
        boolean repeats = values < TELLING_ROWS || distinct <= DISTINCT_LABELS * values;
        return values > 0 && longest <= LONGEST_LABEL && repeats;
    }

    /// So few values that it is no text either.
    boolean isPlainlyLabel() {
        return looksLikeLabel() && distinct <= PLAIN_LABELS * values;
    }

    /// Short words, each of them once. Labels of a few rows may differ too, but seldom have digits.
    boolean looksLikeId() {
        boolean telling = values >= TELLING_ROWS || digits && !numeric;
        return telling
                && bare
                && ascii
                && longest <= LONGEST_ID
                && distinct == values
                && distinct > 1;
    }

    boolean looksLikeText() {
        return values > 0 && !numeric;
    }
}
