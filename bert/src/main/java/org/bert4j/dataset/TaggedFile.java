package org.bert4j.dataset;

import java.nio.file.Path;

/// Reads one file of tagged texts, converts its tags to BIO and counts what it finds.
final class TaggedFile implements AutoCloseable {
    private final Path path;
    private final TagFormat format;
    private final TagScheme scheme;
    private final TagReader reader;
    private int sentences;
    private int words;
    private int entities;
    private int unaligned;
    private int irregularTags;

    TaggedFile(Path path, TagFormat format, TagScheme scheme) {
        this.path = path;
        this.format = format;
        this.scheme = scheme;
        this.reader = format.open(path);
    }

    /// The next text, or null at the end.
    TaggedText next() {
        TaggedText raw = reader.next();
        if (raw == null) {
            return null;
        }
        TaggedText text = format == TagFormat.SPANS ? raw : toBio(raw);
        sentences++;
        words += text.words();
        entities += text.entities().size();
        unaligned += text.unaligned().size();
        return text;
    }

    int sentences() {
        return sentences;
    }

    /// What has been read so far, in one line.
    String description() {
        StringBuilder line = new StringBuilder();
        line.append("%s: %s%s".formatted(path, format.description(), schemeWords()));
        line.append("; %d sentences, %d words".formatted(sentences, words));
        line.append(", %d entities".formatted(entities));
        if (irregularTags > 0) {
            line.append("; tags that break the rules of %s, ".formatted(scheme))
                    .append("read as seqeval reads them: ")
                    .append(irregularTags);
        }
        if (unaligned > 0) {
            line.append("; entities that overlap another or end inside a word, which cannot be")
                    .append(" learnt and count as missed: ")
                    .append(unaligned);
        }
        reader.notes().forEach(note -> line.append("; ").append(note));
        return line.toString();
    }

    @Override
    public void close() {
        reader.close();
    }

    private TaggedText toBio(TaggedText raw) {
        TaggedText text = raw.withTags(scheme.toBio(raw.tags(), reader::placeOf));
        irregularTags += scheme.irregular(raw.tags(), text.tags()).size();
        return text;
    }

    private String schemeWords() {
        return switch (format) {
            case SPANS -> "";
            case COLUMNS, NUMBERED_COLUMNS, ROWS ->
                    scheme == TagScheme.BIO ? ", BIO" : ", %s converted to BIO".formatted(scheme);
        };
    }
}
