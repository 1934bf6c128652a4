package org.bert4j.dataset;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Counts what tells the schemes of a file's tags apart.
final class TagCensus {
    private final Set<Character> letters = new HashSet<>();

    /// Entities that begin with `I`, which BIO does not have.
    private int inside;

    /// `B` where no entity of the type stands before, which IOB1 does not have.
    private int needlessBegins;

    void add(List<String> tags) {
        String before = BioTags.OUTSIDE;
        for (String tag : tags) {
            if (tag.length() > 1) {
                add(before, tag);
            }
            before = tag.length() > 1 ? tag : BioTags.OUTSIDE;
        }
    }

    private void add(String before, String tag) {
        letters.add(tag.charAt(0));
        if (!BioTags.type(before).equals(BioTags.type(tag))) {
            inside += tag.charAt(0) == 'I' ? 1 : 0;
            needlessBegins += tag.charAt(0) == 'B' ? 1 : 0;
        }
    }

    /// A few tags against the rules do not make another scheme: published files have them.
    TagScheme scheme() {
        if (letters.contains('M')) {
            return TagScheme.BMES;
        }
        if (letters.contains('E') || letters.contains('S')) {
            return letters.contains('I') ? TagScheme.BIOES : TagScheme.BMES;
        }
        return inside > needlessBegins ? TagScheme.IOB1 : TagScheme.BIO;
    }
}
