package org.bert4j.task;

import org.bert4j.dataset.TextExample;
import org.bert4j.tokenizer.BadInputException;

import java.util.Iterator;
import java.util.function.Function;

/// Finds out whether data to evaluate on tell a good model from one that always answers the same.
final class DistinctTruths {
    private DistinctTruths() {}

    /// Reads to the end, so that every truth is checked.
    ///
    /// @param truth of an example; throws if it cannot be scored
    /// @throws BadInputException if all are the same
    static void require(Iterator<TextExample> examples, Function<TextExample, Object> truth) {
        TextExample first = null;
        boolean differ = false;
        while (examples.hasNext()) {
            TextExample example = examples.next();
            Object found = truth.apply(example);
            first = first == null ? example : first;
            differ |= !found.equals(truth.apply(first));
        }
        if (first != null && !differ) {
            throw new BadInputException(
                    "%s: this row and all after it have \"%s\", so no score tells a good model from one that always says that; evaluate on data with others too."
                            .formatted(first.place(), first.label()));
        }
    }
}
