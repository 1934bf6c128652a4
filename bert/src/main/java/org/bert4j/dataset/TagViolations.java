package org.bert4j.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Tags that break the rules of their scheme, such as an I after O in BIO. They are read as seqeval reads them.
///
/// @param text  number of the text in the files, from 0
/// @param place file and line
/// @param tag   as written
/// @param meant what it is read as
public record TagViolations(int text, String place, String tag, String meant) {
    /// All in these files, in their order.
    ///
    /// @param scheme that they are written in
    public static List<TagViolations> find(List<Path> files, TagScheme scheme) {
        List<TagViolations> found = new ArrayList<>();
        int number = 0;
        for (Path file : files) {
            TagFormat format = TagFormat.of(file);
            try (TagReader reader = format.open(file)) {
                for (TaggedText text = reader.next(); text != null; text = reader.next()) {
                    if (format != TagFormat.SPANS) {
                        add(number, text.tags(), scheme, reader, found);
                    }
                    number++;
                }
            }
        }
        return found;
    }

    private static void add(
            int number,
            List<String> tags,
            TagScheme scheme,
            TagReader reader,
            List<TagViolations> found) {
        scheme.irregular(tags, scheme.toBio(tags, reader::placeOf))
                .forEach(
                        (i, meant) ->
                                found.add(
                                        new TagViolations(
                                                number, reader.placeOf(i), tags.get(i), meant)));
    }
}
