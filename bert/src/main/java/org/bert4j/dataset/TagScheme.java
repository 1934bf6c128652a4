package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;

/// How the tags of a file mark where entities begin and end. All are converted to [#BIO].
///
/// All four are read by one rule, that of seqeval's default mode and of conlleval: an entity begins
/// at `B` and `S`, after `O`, `E` and `S`, and wherever the type changes.
public enum TagScheme {
    /// `I` everywhere; `B` only where an entity touches one of its type before it (CoNLL-2003).
    IOB1("BI"),
    /// `B` begins every entity, `I` continues it; also called IOB2.
    BIO("BI"),
    /// Begin, middle, end; `S` is an entity of one word.
    BMES("BMES"),
    /// The same with `I` for the middle; also called IOBES.
    BIOES("BIES");

    private final String letters;

    TagScheme(String letters) {
        this.letters = letters;
    }

    /// The same entities in BIO.
    ///
    /// @param place where tag i stands, such as `train.txt:12`
    /// @throws BadInputException if a tag is not of this scheme
    List<String> toBio(List<String> tags, IntFunction<String> place) {
        List<String> bio = new ArrayList<>(tags.size());
        String before = BioTags.OUTSIDE;
        for (int i = 0; i < tags.size(); i++) {
            String tag = tags.get(i);
            if (!has(tag)) {
                throw foreign(tag, place.apply(i));
            }
            bio.add(asBio(before, tag));
            before = tag;
        }
        return bio;
    }

    /// BIO tags in this scheme.
    List<String> fromBio(List<String> bio) {
        List<String> tags = new ArrayList<>(bio.size());
        for (int i = 0; i < bio.size(); i++) {
            String before = i == 0 ? BioTags.OUTSIDE : bio.get(i - 1);
            String after = i == bio.size() - 1 ? BioTags.OUTSIDE : bio.get(i + 1);
            tags.add(fromBio(before, bio.get(i), after));
        }
        return tags;
    }

    /// Tags that this scheme writes otherwise.
    ///
    /// @param tags as written
    /// @param bio  what [#toBio] makes of them
    /// @return     by index, how each is written by the rules
    SortedMap<Integer, String> irregular(List<String> tags, List<String> bio) {
        SortedMap<Integer, String> irregular = new TreeMap<>();
        List<String> regular = fromBio(bio);
        for (int i = 0; i < tags.size(); i++) {
            if (!regular.get(i).equals(tags.get(i))) {
                irregular.put(i, regular.get(i));
            }
        }
        return irregular;
    }

    private static String asBio(String before, String tag) {
        if (tag.equals(BioTags.OUTSIDE)) {
            return tag;
        }
        String type = BioTags.type(tag);
        return (begins(before, tag) ? BioTags.BEGIN : BioTags.INSIDE) + type;
    }

    private static boolean begins(String before, String tag) {
        return switch (tag.charAt(0)) {
            case 'B', 'S' -> true;
            default ->
                    !BioTags.type(before).equals(BioTags.type(tag))
                            || "ES".indexOf(before.charAt(0)) >= 0;
        };
    }

    private String fromBio(String before, String tag, String after) {
        if (tag.equals(BioTags.OUTSIDE)) {
            return tag;
        }
        String type = BioTags.type(tag);
        boolean first = tag.startsWith(BioTags.BEGIN);
        boolean last = !after.equals(BioTags.INSIDE + type);
        char letter =
                switch (this) {
                    case BIO -> tag.charAt(0);
                    case IOB1 -> first && BioTags.type(before).equals(type) ? 'B' : 'I';
                    case BMES -> letter(first, last, 'M');
                    case BIOES -> letter(first, last, 'I');
                };
        return letter + "-" + type;
    }

    private static char letter(boolean first, boolean last, char middle) {
        if (first) {
            return last ? 'S' : 'B';
        }
        return last ? 'E' : middle;
    }

    private boolean has(String tag) {
        boolean typed = tag.length() > 2 && tag.charAt(1) == '-';
        return tag.equals(BioTags.OUTSIDE) || typed && letters.indexOf(tag.charAt(0)) >= 0;
    }

    private BadInputException foreign(String tag, String place) {
        return new BadInputException(
                ("%s: the tag \"%s\" is not of the scheme %s (O, and %s before a type, as in"
                                + " B-PER); correct it, name the right scheme, or give a file whose"
                                + " last column is the tag.")
                        .formatted(place, tag, this, String.join("-, ", letters.split("")) + "-"));
    }
}
