package org.bert4j.dataset;

import tools.jackson.databind.JsonNode;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/// One row of a table, as the file has it.
sealed interface Row {
    /// File and line, such as `train.tsv:418`.
    String place();

    /// What a column holds: one value, several for a JSON array, none if the row has no such cell.
    List<String> cell(Column column);

    /// Whether the row has this cell at all; an empty JSON array is one.
    boolean has(Column column);

    /// Whether the file writes what a column holds as numbers, which only JSON tells from texts.
    boolean isNumber(Column column);

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

        @Override
        public boolean isNumber(Column column) {
            return false;
        }
    }

    /// A row whose cells are found by name.
    ///
    /// @param numbers names of the cells that hold nothing but numbers
    record Fields(String place, SequencedMap<String, List<String>> fields, Set<String> numbers)
            implements Row {
        static Fields of(String place, SequencedMap<String, List<String>> texts) {
            return new Fields(place, texts, Set.of());
        }

        /// What is null is absent, and so are objects and arrays within an array.
        static Fields of(String place, JsonNode object) {
            SequencedMap<String, List<String>> fields = new LinkedHashMap<>();
            Set<String> numbers = new HashSet<>();
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                JsonNode node = field.getValue();
                if (!node.isNull()) {
                    List<JsonNode> values = values(node);
                    fields.put(field.getKey(), values.stream().map(JsonNode::asString).toList());
                    if (!values.isEmpty() && values.stream().allMatch(JsonNode::isNumber)) {
                        numbers.add(field.getKey());
                    }
                }
            }
            return new Fields(place, fields, numbers);
        }

        private static List<JsonNode> values(JsonNode node) {
            Stream<JsonNode> nodes = node.isArray() ? node.valueStream() : Stream.of(node);
            return nodes.filter(JsonNode::isValueNode).toList();
        }

        @Override
        public List<String> cell(Column column) {
            return fields.getOrDefault(column.name(), List.of());
        }

        @Override
        public boolean has(Column column) {
            return fields.containsKey(column.name());
        }

        @Override
        public boolean isNumber(Column column) {
            return numbers.contains(column.name());
        }
    }
}
