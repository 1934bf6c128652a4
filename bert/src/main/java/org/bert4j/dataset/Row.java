package org.bert4j.dataset;

import java.util.List;
import java.util.SequencedMap;

/// One row of a table, as the file has it.
sealed interface Row {
    /// File and line, such as `train.tsv:418`.
    String place();

    /// What a column holds: one value, several for a JSON array, none if the row has no such cell.
    List<String> cell(Column column);

    /// Whether the row has this cell at all; an empty JSON array is one.
    boolean has(Column column);

    /// A row whose cells are found by position.
    record Cells(String place, List<String> cells) implements Row {
        @Override
        public List<String> cell(Column column) {
            int index = column.index();
            return index < cells.size() ? List.of(cells.get(index)) : List.of();
        }

        @Override
        public boolean has(Column column) {
            return column.index() < cells.size();
        }
    }

    /// A row whose cells are found by name.
    record Fields(String place, SequencedMap<String, List<String>> fields) implements Row {
        @Override
        public List<String> cell(Column column) {
            return fields.getOrDefault(column.name(), List.of());
        }

        @Override
        public boolean has(Column column) {
            return fields.containsKey(column.name());
        }
    }
}
