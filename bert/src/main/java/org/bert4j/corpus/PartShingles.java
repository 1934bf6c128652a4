package org.bert4j.corpus;

import java.util.List;

/// What the shingles of a [DocumentPart] look like.
///
/// @param document its number in the text
record PartShingles(int document, MinHash hash) {
    static List<PartShingles> of(List<DocumentPart> batch) {
        return batch.stream().map(PartShingles::of).toList();
    }

    private static PartShingles of(DocumentPart part) {
        MinHash hash = new MinHash();
        Shingles shingles = new Shingles(hash);
        part.paragraphs().forEach(shingles::add);
        return new PartShingles(part.document(), hash);
    }
}
