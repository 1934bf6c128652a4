package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes examples of the rows of one file, and faults at rows that are broken.
///
/// @param width how many cells a row of a table has
record ExampleMaker(Layout layout, Columns wanted, TableShape shape, int width) {
    static final String CONTRADICTORY = "contradictory";
    static final String CONTRADICTION = "contradiction";

    private static final String DASH = "-";

    /// The example, or null for a row that the task passes over.
    TextExample make(Row row) {
        requireWidth(row);
        List<String> labels = labels(row);
        if (shape.inference() && labels.equals(List.of(DASH))) {
            return null;
        }
        if (shape.choices()) {
            return choices(row, labels);
        }
        List<String> texts = layout.texts().stream().map(column -> text(row, column)).toList();
        TextExample example = new TextExample(row.place(), texts, labels, others(row));
        if (shape.label() == TableShape.Label.SCORE) {
            example.score(); // faults here, with the line, if it is no number
        }
        return example;
    }

    private Map<String, String> others(Row row) {
        Map<String, String> others = new LinkedHashMap<>();
        for (int i = 0; i < layout.kept().size(); i++) {
            others.put(wanted.kept().get(i), String.join(", ", row.cell(layout.kept().get(i))));
        }
        return others;
    }

    private void requireWidth(Row row) {
        if (row instanceof Row.Cells cells && cells.cells().size() != width) {
            throw new BadInputException(
                    ("%s has %d cells and the first row has %d; fix the row, or look for a"
                                    + " separator inside a text.")
                            .formatted(row.place(), cells.cells().size(), width));
        }
    }

    /// A text in several pieces, as a JSON array, is put together with line ends.
    private static String text(Row row, Column column) {
        String text = String.join("\n", row.cell(column));
        if (text.isBlank()) {
            throw new BadInputException(
                    "%s: the text in %s has no characters; fill it in or take the row out."
                            .formatted(row.place(), column));
        }
        return text;
    }

    private List<String> labels(Row row) {
        return switch (shape.label()) {
            case NONE -> List.of();
            case ONE, SCORE -> List.of(label(row));
            case SEVERAL -> layout.flags() ? flagged(row) : several(row);
        };
    }

    private String label(Row row) {
        List<String> values =
                layout.labels().stream().flatMap(column -> row.cell(column).stream()).toList();
        if (values.size() != 1) {
            throw new BadInputException(
                    "%s has %s in %s where one label is wanted; fix the row."
                            .formatted(
                                    row.place(),
                                    values.isEmpty() ? "no label" : values.size() + " labels",
                                    ColumnNames.join(layout.labels(), ", ")));
        }
        String label = notBlank(row, layout.labels().getFirst(), values.getFirst());
        return shape.inference() && label.equals(CONTRADICTORY) ? CONTRADICTION : label;
    }

    /// The labels of a multi-label row; an empty cell or JSON array means none.
    private List<String> several(Row row) {
        List<String> labels = new ArrayList<>();
        for (Column column : layout.labels()) {
            if (!row.has(column)) {
                throw new BadInputException(
                        "%s has no %s; write an empty array if the row has no label."
                                .formatted(row.place(), column));
            }
            row.cell(column).stream()
                    .filter(cell -> !cell.isBlank())
                    .flatMap(cell -> ColumnProfile.split(cell, wanted.labelSeparator()))
                    .map(value -> notBlank(row, column, value))
                    .filter(value -> !labels.contains(value))
                    .forEach(labels::add);
        }
        return labels;
    }

    private List<String> flagged(Row row) {
        List<String> labels = new ArrayList<>();
        for (Column column : layout.labels()) {
            String flag = String.join(" ", row.cell(column)).strip();
            if (!flag.equals("0") && !flag.equals("1")) {
                throw new BadInputException(
                        "%s: %s is \"%s\" and the rows before have 0 or 1; write one of these."
                                .formatted(row.place(), column, flag));
            }
            if (flag.equals("1")) {
                labels.add(column.name().strip());
            }
        }
        return labels;
    }

    private static String notBlank(Row row, Column column, String value) {
        String label = value.strip();
        if (label.isEmpty()) {
            throw new BadInputException(
                    "%s: a label in %s is empty; fill it in or take the row out."
                            .formatted(row.place(), column));
        }
        return label;
    }

    private TextExample choices(Row row, List<String> labels) {
        List<String> choices =
                layout.texts().stream()
                        .skip(1)
                        .flatMap(column -> row.cell(column).stream())
                        .map(String::strip)
                        .toList();
        if (choices.size() < 2 || choices.contains("")) {
            throw new BadInputException(
                    "%s has the choices %s; give two or more, and no empty one."
                            .formatted(row.place(), choices));
        }
        String lead = layout.lead().isEmpty() ? "" : text(row, layout.lead().getFirst()) + " ";
        List<String> texts = new ArrayList<>();
        texts.add(text(row, layout.texts().getFirst()));
        choices.forEach(choice -> texts.add(lead + choice));
        List<String> answers =
                labels.stream().map(label -> rightChoice(row, choices, label)).toList();
        return new TextExample(row.place(), texts, answers, others(row));
    }

    /// The index of the right choice, which files name by its index from 0 or by its text. A number among choices that
    /// are none is an index, and an `answer` is a text where it can be both: C3 asks for numbers, too.
    private String rightChoice(Row row, List<String> choices, String label) {
        Column column = layout.labels().getFirst();
        int byText = choices.indexOf(label);
        boolean isIndex = label.matches("[0-9]{1,4}") && Integer.parseInt(label) < choices.size();
        if (byText < 0 && !isIndex) {
            throw new BadInputException(
                    "%s: the answer \"%s\" is neither a choice of %s nor its index from 0; fix it."
                            .formatted(row.place(), label, choices));
        }
        if (byText < 0 || isIndex && (isNumberAmongTexts(row, column) || byText == index(label))) {
            return Integer.toString(index(label));
        }
        if (isIndex && !column.isNamed("answer")) {
            throw new BadInputException(
                    ("%s: the answer \"%s\" is the index of one choice and the text of another, %s;"
                                    + " write the index of the right one and reword the choices.")
                            .formatted(row.place(), label, choices));
        }
        return Integer.toString(byText);
    }

    private boolean isNumberAmongTexts(Row row, Column column) {
        return row.isNumber(column) && layout.texts().stream().skip(1).noneMatch(row::isNumber);
    }

    private static int index(String label) {
        return Integer.parseInt(label);
    }
}
