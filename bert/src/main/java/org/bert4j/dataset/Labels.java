package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/// The labels of a task. The place of a name in the list is its id.
///
/// @param names distinct, at least one
public record Labels(List<String> names) {
    /// A message names no more than this.
    private static final int SHOWN = 12;

    public Labels {
        names = List.copyOf(names);
        if (names.isEmpty() || names.contains("") || new HashSet<>(names).size() < names.size()) {
            throw new IllegalArgumentException(
                    "Labels %s are empty or not distinct; give different names."
                            .formatted(shortened(names)));
        }
    }

    /// The labels that occur: by value if all are numbers, else by code point.
    ///
    /// @throws BadInputException if there are not two
    public static Labels of(Iterator<TextExample> examples) {
        Set<String> seen = new HashSet<>();
        examples.forEachRemaining(example -> seen.addAll(example.labels()));
        if (seen.size() < 2) {
            throw new BadInputException(
                    "The training data have %d label %s, and two are needed; give more data."
                            .formatted(seen.size(), seen));
        }
        return new Labels(sorted(seen));
    }

    public int size() {
        return names.size();
    }

    public String name(int id) {
        return names.get(id);
    }

    /// The id of an example's only label.
    ///
    /// @throws BadInputException if it has another number of labels, or one that is not here
    public int id(TextExample example) {
        return id(example.label(), example.place());
    }

    /// The ids of all labels of an example, ascending.
    ///
    /// @throws BadInputException if one is not here
    public int[] ids(TextExample example) {
        return example.labels().stream()
                .mapToInt(label -> id(label, example.place()))
                .sorted()
                .distinct()
                .toArray();
    }

    /// @param place file and line for the message
    /// @throws BadInputException if there is no such label
    public int id(String label, String place) {
        int id = names.indexOf(label);
        if (id < 0) {
            throw new BadInputException(
                    "%s: label \"%s\" is not one of %s; fix the line or add the label to the task."
                            .formatted(place, label, shortened(names)));
        }
        return id;
    }

    /// How many examples have each label, by id.
    public int[] counts(Iterator<TextExample> examples) {
        int[] counts = new int[size()];
        examples.forEachRemaining(
                example -> {
                    for (int id : ids(example)) {
                        counts[id]++;
                    }
                });
        return counts;
    }

    private static List<String> sorted(Collection<String> names) {
        Comparator<String> byCodePoint = Labels::compareCodePoints;
        boolean numbers = names.stream().allMatch(ColumnProfile::isNumber);
        Comparator<String> order =
                numbers
                        ? Comparator.comparingDouble((String name) -> Double.parseDouble(name))
                                .thenComparing(byCodePoint)
                        : byCodePoint;
        return names.stream().sorted(order).toList();
    }

    /// Unlike [String#compareTo], which puts a surrogate before U+E000.
    private static int compareCodePoints(String a, String b) {
        return Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
    }

    /// A list for a message, cut after its first 12 names.
    public static String shortened(List<String> names) {
        if (names.size() <= SHOWN) {
            return names.toString();
        }
        return "[%s] and %d more"
                .formatted(String.join(", ", names.subList(0, SHOWN)), names.size() - SHOWN);
    }
}
