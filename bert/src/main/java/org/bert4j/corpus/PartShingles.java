package org.bert4j.corpus;

import java.util.List;

/// The shingles of a [DocumentPart].
///
/// @param document its number in the text
record PartShingles(int document, ShingleSummary shingles) {
    static List<PartShingles> of(List<DocumentPart> batch) {
        return batch.stream().map(PartShingles::of).toList();
    }

    private static PartShingles of(DocumentPart part) {
        ShingleSummary summary = new ShingleSummary();
        Shingles shingles = new Shingles(summary);
        part.paragraphs().forEach(shingles::add);
        return new PartShingles(part.document(), summary);
    }
}
