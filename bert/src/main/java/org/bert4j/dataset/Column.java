package org.bert4j.dataset;

/// One column of a table.
///
/// @param index from 0
/// @param name from the header or the JSON keys; empty if there is no header
record Column(int index, String name) {
    int position() {
        return index + 1;
    }

    boolean isNamed(String wanted) {
        return name.strip().equalsIgnoreCase(wanted.strip());
    }

    /// For messages: `"review"` or `column 3`.
    @Override
    public String toString() {
        return name.isBlank() ? "column " + position() : "\"" + name.strip() + "\"";
    }
}
