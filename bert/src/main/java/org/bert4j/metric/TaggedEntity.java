package org.bert4j.metric;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// A named entity as tags spell it.
///
/// @param start index of the first token
/// @param end   index after the last token
record TaggedEntity(String type, int start, int end) {
    /// A tag taken apart: the prefix letter (M becomes I) and the type, "_" for a bare prefix.
    private record Tag(char prefix, String type) {
        private static final Pattern FORM = Pattern.compile("O|[BIESM](-.*)?");
        static final Tag OUTSIDE = new Tag('O', "_");

        static Tag parse(String tag) {
            if (!FORM.matcher(tag).matches()) {
                throw new IllegalArgumentException(
                        "Tag \"%s\" is neither O nor B, I, E, S or M with a type, such as B-PER; convert the tags."
                                .formatted(tag));
            }
            char prefix = tag.charAt(0) == 'M' ? 'I' : tag.charAt(0);
            return new Tag(prefix, tag.length() > 2 ? tag.substring(2) : "_");
        }

        /// Whether an entity that ran up to `previous` ends before this token.
        boolean endsAfter(Tag previous) {
            return switch (previous.prefix) {
                case 'O' -> false;
                case 'E', 'S' -> true;
                default -> "BSO".indexOf(prefix) >= 0 || !type.equals(previous.type);
            };
        }

        /// Whether an entity begins at this token.
        boolean startsAfter(Tag previous) {
            return switch (prefix) {
                case 'O' -> false;
                case 'B', 'S' -> true;
                default -> "OES".indexOf(previous.prefix) >= 0 || !type.equals(previous.type);
            };
        }

        /// Strictly, only B and the S of a single token begin an entity.
        boolean startsStrictly() {
            return prefix == 'B' || prefix == 'S';
        }
    }

    /// All entities, also those that begin with I or E: what conlleval and seqeval's default mode
    /// find. An entity begins at B and S, at I and E after O, E and S, and where the type changes.
    static Set<TaggedEntity> lenient(List<String> tags) {
        Set<TaggedEntity> entities = new HashSet<>();
        Tag previous = Tag.OUTSIDE;
        int start = 0;
        for (int i = 0; i <= tags.size(); i++) {
            Tag tag = i < tags.size() ? Tag.parse(tags.get(i)) : Tag.OUTSIDE;
            if (tag.endsAfter(previous)) {
                entities.add(new TaggedEntity(previous.type(), start, i));
            }
            start = tag.startsAfter(previous) ? i : start;
            previous = tag;
        }
        return entities;
    }

    /// Only entities that begin with B (or S): what seqeval's strict mode finds under IOB2. I or E
    /// without a beginning, or of another type than the token before, belongs to no entity.
    static Set<TaggedEntity> strict(List<String> tags) {
        Set<TaggedEntity> entities = lenient(tags);
        entities.removeIf(entity -> !Tag.parse(tags.get(entity.start())).startsStrictly());
        return entities;
    }
}
