package org.bert4j.task;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was found in a text.
///
/// @param entities in the order of the text
/// @param tags     of each word, as BIO
public record Entities(List<Entity> entities, List<String> tags) {
    /// A named entity.
    ///
    /// @param type        such as `PER`
    /// @param text        the stretch of the source text
    /// @param start       where it begins, in UTF-16 units, so that `source.substring(start, end)` is the text
    /// @param end         exclusive
    /// @param probability the mean over its words of the probability of their tags, each for itself
    public record Entity(String type, String text, int start, int end, double probability) {
        /// For machines; `start` and `end` count code points, as other languages do.
        ///
        /// @param source the whole text
        Map<String, Object> toMap(String source) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("type", type);
            map.put("text", text);
            map.put("start", source.codePointCount(0, start));
            map.put("end", source.codePointCount(0, end));
            map.put("probability", probability);
            return map;
        }
    }
}
