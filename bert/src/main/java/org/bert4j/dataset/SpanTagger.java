package org.bert4j.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/// Expresses entities, given by their places, as tags of words.
final class SpanTagger {
    private SpanTagger() {}

    /// The text with tags. Of two entities that overlap, the one that begins first is tagged, or
    /// else the longer; the other is unaligned.
    static TaggedText tag(TaggedText text, List<EntitySpan> spans) {
        List<String> tags = new ArrayList<>(Collections.nCopies(text.words(), BioTags.OUTSIDE));
        List<EntitySpan> unaligned = new ArrayList<>();
        for (EntitySpan span : inOrder(spans)) {
            int first = Arrays.binarySearch(text.starts(), span.start());
            int last = Arrays.binarySearch(text.ends(), span.end());
            if (first < 0 || last < 0 || !tags.get(first).equals(BioTags.OUTSIDE)) {
                unaligned.add(span);
                continue;
            }
            Collections.fill(tags.subList(first, last + 1), BioTags.INSIDE + span.type());
            tags.set(first, BioTags.BEGIN + span.type());
        }
        return new TaggedText(
                text.place(), text.text(), text.starts(), text.ends(), tags, unaligned);
    }

    private static List<EntitySpan> inOrder(List<EntitySpan> spans) {
        return spans.stream()
                .sorted(
                        Comparator.comparingInt(EntitySpan::start)
                                .thenComparing(EntitySpan::end, Comparator.reverseOrder()))
                .toList();
    }
}
