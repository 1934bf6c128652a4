package org.bert4j.dataset;

import java.util.ArrayList;
import java.util.List;

/// BIO tags (IOB2): `B-type` begins an entity, `I-type` continues it, `O` is outside of any.
///
/// Tags that break the rules are read as seqeval's default mode and CoNLL's conlleval read them: an
/// `I-type` that continues nothing of its type begins an entity.
public final class BioTags {
    public static final String OUTSIDE = "O";
    public static final String BEGIN = "B-";
    public static final String INSIDE = "I-";

    private BioTags() {}

    /// The entities that these tags describe, in order. Without tags there are none.
    ///
    /// @param starts index of each word's first character
    /// @param ends   index after each word's last character
    public static List<EntitySpan> entities(List<String> tags, int[] starts, int[] ends) {
        List<EntitySpan> entities = new ArrayList<>();
        for (int first = 0, next; first < tags.size(); first = next) {
            next = first + 1;
            if (tags.get(first).equals(OUTSIDE)) {
                continue;
            }
            String inside = INSIDE + type(tags.get(first));
            while (next < tags.size() && tags.get(next).equals(inside)) {
                next++;
            }
            entities.add(new EntitySpan(type(tags.get(first)), starts[first], ends[next - 1]));
        }
        return entities;
    }

    /// `PER` of `B-PER` or `I-PER`; "" of `O`.
    public static String type(String tag) {
        return tag.equals(OUTSIDE) ? "" : tag.substring(BEGIN.length());
    }
}
