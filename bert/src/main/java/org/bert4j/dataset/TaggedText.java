package org.bert4j.dataset;

import java.util.ArrayList;
import java.util.List;

/// A text in words, with a BIO tag for each word if it is labelled. The arrays are not copied; treat
/// them as read-only.
///
/// @param place     where it comes from, such as `eng.train:12`
/// @param text      the text; words are places in it
/// @param starts    `[words]` index of each word's first character, in UTF-16 units
/// @param ends      `[words]` index after each word's last character, in UTF-16 units
/// @param tags      `[words]` `O`, `B-type` or `I-type`; empty if nobody has labelled the text
/// @param unaligned true entities that the tags cannot express, because they end inside a word or
///                  overlap another: nothing to learn from, but missed if not found
public record TaggedText(
        String place,
        String text,
        int[] starts,
        int[] ends,
        List<String> tags,
        List<EntitySpan> unaligned) {

    public TaggedText {
        tags = List.copyOf(tags);
        unaligned = List.copyOf(unaligned);
        if (starts.length != ends.length || !tags.isEmpty() && tags.size() != starts.length) {
            throw new IllegalArgumentException(
                    "%s has %d word starts, %d ends and %d tags; they must be as many."
                            .formatted(place, starts.length, ends.length, tags.size()));
        }
    }

    /// A text to find entities in, cut into words where the tokenizer cuts: at blanks, and around
    /// each punctuation mark and each Chinese character.
    public static TaggedText unlabelled(String place, String text) {
        Words words = Words.split(text);
        return new TaggedText(place, text, words.starts(), words.ends(), List.of(), List.of());
    }

    /// How many words there are.
    public int words() {
        return starts.length;
    }

    public String word(int i) {
        return text.substring(starts[i], ends[i]);
    }

    public boolean isLabelled() {
        return !tags.isEmpty();
    }

    /// All true entities: those of the tags in order, then the unaligned ones.
    public List<EntitySpan> entities() {
        List<EntitySpan> all = new ArrayList<>(BioTags.entities(tags, starts, ends));
        all.addAll(unaligned);
        return all;
    }

    TaggedText withTags(List<String> other) {
        return new TaggedText(place, text, starts, ends, other, unaligned);
    }
}
