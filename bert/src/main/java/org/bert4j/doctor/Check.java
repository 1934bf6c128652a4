package org.bert4j.doctor;

import java.util.List;
import java.util.Map;

/// Looks for one kind of trouble.
interface Check {
    /// Takes the next example.
    ///
    /// @param row its number from 0
    void add(int row, Specimen specimen);

    /// What was found in all of them.
    List<Finding> findings();

    /// What is worth knowing of them in any case, by name.
    default Map<String, Object> facts() {
        return Map.of();
    }
}
