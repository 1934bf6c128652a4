package org.bert4j.tune.space;

import java.util.Map;
import java.util.Optional;

/// An option that is searched.
///
/// @param name      of the option, without the dashes: `learning-rate`
/// @param condition when it matters; empty: always
public record Parameter(String name, Domain domain, Optional<Condition> condition) {
    /// Another option must have a certain value.
    public record Condition(String name, String value) {
        boolean holds(Map<String, String> values) {
            return value.equals(values.get(name));
        }

        @Override
        public String toString() {
            return name + "=" + value;
        }
    }

    /// An option that always matters.
    public static Parameter of(String name, Domain domain) {
        return new Parameter(name, domain, Optional.empty());
    }

    /// Whether the option matters next to these others.
    public boolean matters(Map<String, String> values) {
        return condition.isEmpty() || condition.get().holds(values);
    }
}
