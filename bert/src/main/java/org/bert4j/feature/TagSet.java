package org.bert4j.feature;

import org.bert4j.dataset.BioTags;
import org.bert4j.dataset.TaggedText;
import org.bert4j.tokenizer.BadInputException;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/// The tags a model chooses from, and which may follow which. A tag's id is its place in the list.
///
/// @param names `O`, `B-type` and `I-type`, in the order of the model's classes
public record TagSet(List<String> names) {
    private static final int NAMES_SHOWN = 12;

    /// @throws BadInputException if a name is no BIO tag or stands there twice, or `O` is missing
    public TagSet {
        names = List.copyOf(names);
        for (String name : names) {
            if (!isBio(name) || names.indexOf(name) != names.lastIndexOf(name)) {
                throw new BadInputException(
                        ("The tags %s are not O and B-type and I-type, each once (see \"%s\");"
                                        + " choose a model that was trained for BIO tags.")
                                .formatted(shown(names), name));
            }
        }
        if (!names.contains(BioTags.OUTSIDE)) {
            throw new BadInputException(
                    "The tags %s lack O; choose a model that was trained for BIO tags."
                            .formatted(shown(names)));
        }
    }

    /// `O`, then `B-` and `I-` of each type, sorted.
    public static TagSet ofTypes(Collection<String> types) {
        List<String> names = new ArrayList<>(List.of(BioTags.OUTSIDE));
        for (String type : new TreeSet<>(types)) {
            names.add(BioTags.BEGIN + type);
            names.add(BioTags.INSIDE + type);
        }
        return new TagSet(names);
    }

    /// The tags for every type of entity in these texts.
    ///
    /// @throws BadInputException if there is no entity at all
    public static TagSet of(Iterator<TaggedText> texts) {
        SortedSet<String> types = new TreeSet<>();
        texts.forEachRemaining(text -> text.entities().forEach(entity -> types.add(entity.type())));
        if (types.isEmpty()) {
            throw new BadInputException(
                    "The training data tags no entity, every word is O; give data with entities.");
        }
        return ofTypes(types);
    }

    public int size() {
        return names.size();
    }

    /// The types of entities, in the order of the tags.
    public List<String> types() {
        return names.stream()
                .filter(name -> !name.equals(BioTags.OUTSIDE))
                .map(BioTags::type)
                .distinct()
                .toList();
    }

    /// `[words]` the id of each word's tag.
    ///
    /// @throws BadInputException if the text has an entity of a type that is not in the set
    public int[] ids(TaggedText text) {
        int[] ids = new int[text.tags().size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = names.indexOf(text.tags().get(i));
            if (ids[i] < 0) {
                throw unknown(text, i);
            }
        }
        return ids;
    }

    /// `[tags]` whether a text may begin with this tag.
    public boolean[] allowedStart() {
        boolean[] allowed = new boolean[size()];
        for (int tag = 0; tag < size(); tag++) {
            allowed[tag] = mayFollow(BioTags.OUTSIDE, names.get(tag));
        }
        return allowed;
    }

    /// `[from, to]` whether one tag may follow another: `I-type` only goes on with its own type.
    public boolean[][] allowed() {
        boolean[][] allowed = new boolean[size()][size()];
        for (int from = 0; from < size(); from++) {
            for (int to = 0; to < size(); to++) {
                allowed[from][to] = mayFollow(names.get(from), names.get(to));
            }
        }
        return allowed;
    }

    /// Some published models know a type by its `I-` only: that may begin anywhere.
    private boolean mayFollow(String before, String tag) {
        return !tag.startsWith(BioTags.INSIDE)
                || BioTags.type(before).equals(BioTags.type(tag))
                || !names.contains(BioTags.BEGIN + BioTags.type(tag));
    }

    private BadInputException unknown(TaggedText text, int word) {
        return new BadInputException(
                ("%s: the tag \"%s\" of \"%s\" is not one of %s; correct it, or train on data that"
                                + " has the type.")
                        .formatted(
                                text.place(),
                                text.tags().get(word),
                                text.word(word),
                                shown(names)));
    }

    private static boolean isBio(String name) {
        boolean typed = name.startsWith(BioTags.BEGIN) || name.startsWith(BioTags.INSIDE);
        return name.equals(BioTags.OUTSIDE) || typed && !BioTags.type(name).isEmpty();
    }

    private static String shown(List<String> names) {
        if (names.size() <= NAMES_SHOWN) {
            return names.toString();
        }
        String first = String.join(", ", names.subList(0, NAMES_SHOWN));
        return "[%s and %d more]".formatted(first, names.size() - NAMES_SHOWN);
    }
}
