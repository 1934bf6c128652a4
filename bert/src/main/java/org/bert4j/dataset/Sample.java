package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/// The first rows of a file, from which its columns are found out.
///
/// @param file for messages
/// @param rows without the header
/// @param columns all columns of the file
/// @param hasHeader whether the first row names the columns; JSON keys are not a header
record Sample(String file, List<Row> rows, List<Column> columns, boolean hasHeader) {
    private static final int ROWS = 200;
    private static final int SHOWN = 20;

    /// @throws BadInputException if there is no row
    static Sample read(String file, RowSource reader, Columns wanted) {
        List<Row> rows = new ArrayList<>();
        for (Row row = reader.next();
                row != null;
                row = rows.size() < ROWS ? reader.next() : null) {
            rows.add(row);
        }
        if (rows.isEmpty()) {
            throw empty(file, "is empty");
        }
        return switch (rows.getFirst()) {
            case Row.Fields _ -> new Sample(file, rows, named(rows), false);
            case Row.Cells first -> table(file, first, rows, wanted);
        };
    }

    boolean hasNames() {
        return columns.stream().anyMatch(column -> !column.name().isBlank());
    }

    /// The columns for messages, with their first values where they have no names.
    String listColumns() {
        return columns.stream().map(this::show).collect(Collectors.joining(", "));
    }

    private String show(Column column) {
        if (hasNames()) {
            return column.toString();
        }
        String value = String.join(" ", rows.getFirst().cell(column));
        String shown = value.length() > SHOWN ? value.substring(0, SHOWN) + "..." : value;
        return "%s (\"%s\")".formatted(column, shown);
    }

    private static Sample table(String file, Row.Cells first, List<Row> rows, Columns wanted) {
        if (!isHeader(first.cells(), wanted)) {
            return new Sample(
                    file, rows, columns(first.cells().stream().map(_ -> "").toList()), false);
        }
        if (rows.size() == 1) {
            throw empty(file, "has a header and no row");
        }
        return new Sample(file, rows.subList(1, rows.size()), columns(first.cells()), true);
    }

    private static boolean isHeader(List<String> cells, Columns wanted) {
        if (cells.stream().anyMatch(cell -> isWanted(cell, wanted))) {
            return true;
        }
        return cells.stream().noneMatch(ColumnProfile::isNumber)
                && cells.stream().anyMatch(ColumnNames::isKnown);
    }

    /// A position, such as `2`, is no name.
    private static boolean isWanted(String cell, Columns wanted) {
        Column column = new Column(0, cell);
        return !ColumnProfile.isNumber(cell)
                && (wanted.texts().stream().anyMatch(column::isNamed)
                        || wanted.labels().stream().anyMatch(column::isNamed));
    }

    private static List<Column> named(List<Row> rows) {
        SequencedSet<String> names = new LinkedHashSet<>();
        for (Row row : rows) {
            if (row instanceof Row.Fields fields) {
                names.addAll(fields.fields().keySet());
            }
        }
        return columns(List.copyOf(names));
    }

    private static List<Column> columns(List<String> names) {
        List<Column> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(new Column(columns.size(), name));
        }
        return List.copyOf(columns);
    }

    private static BadInputException empty(String file, String what) {
        return new BadInputException(
                "%s %s; fetch the file again or give another one.".formatted(file, what));
    }
}
