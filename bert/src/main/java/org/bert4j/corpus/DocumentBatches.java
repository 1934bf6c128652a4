package org.bert4j.corpus;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The documents of all files in their order, in batches of about 65,536 characters: many short documents together, a
/// long one in parts.
final class DocumentBatches implements Iterator<List<DocumentPart>>, AutoCloseable {
    private static final int CHARACTERS = 1 << 16;

    /// A file of that many paragraphs is seldom a single document.
    private static final int MANY_PARAGRAPHS = 100;

    private final Iterator<CorpusFile> files;
    private final Optional<TextLayout> layout;
    private final SortedMap<String, Integer> layouts = new TreeMap<>();
    private ParagraphReader reader;
    private CorpusFile file;
    private long bytesDone; // of the files before this one
    private long textBytesDone;
    private Paragraph paragraph; // the next one
    private int document = -1; // that it belongs to
    private int documentBefore = -1; // the latest of the files before this one
    private int paragraphs; // of this file
    private int lumped; // files of many lines that are one document
    private String firstLumped = "";

    /// @param layout of plain text; the beginning of each file tells if it is not given
    DocumentBatches(CorpusFiles files, Optional<TextLayout> layout) {
        this.files = files.files().iterator();
        this.layout = layout;
        advance();
    }

    @Override
    public boolean hasNext() {
        return paragraph != null;
    }

    @Override
    public List<DocumentPart> next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        List<DocumentPart> batch = new ArrayList<>();
        for (int room = CHARACTERS; room > 0 && paragraph != null; ) {
            DocumentPart part = nextPart(room);
            batch.add(part);
            room -= part.paragraphs().stream().mapToInt(String::length).sum();
        }
        return batch;
    }

    /// Bytes of the files that were read so far.
    long bytes() {
        return bytesDone + (reader == null ? 0 : reader.position());
    }

    /// Bytes of the texts that were read so far, unpacked.
    long textBytes() {
        return textBytesDone + (reader == null ? 0 : reader.textBytes());
    }

    /// How the files were understood, such as `3 files as running (a paragraph a line; ...)`.
    String layouts() {
        return layouts.entrySet().stream()
                .map(
                        entry ->
                                "%d %s as %s"
                                        .formatted(
                                                entry.getValue(),
                                                entry.getValue() == 1 ? "file" : "files",
                                                entry.getKey()))
                .collect(Collectors.joining(", "));
    }

    /// What to do if the files were not understood: those of many lines that were taken for one document each, where
    /// nobody has given a layout. To be asked for in the end.
    Optional<String> doubt() {
        if (lumped == 0) {
            return Optional.empty();
        }
        String more = lumped == 1 ? "" : ", and so it is with %,d more".formatted(lumped - 1);
        return Optional.of(
                "%s were taken for one document%s; if each line is a document, say --layout documents."
                        .formatted(firstLumped, more));
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
    }

    private DocumentPart nextPart(int characters) {
        int number = document;
        boolean isRunning = reader.isRunning();
        List<String> texts = new ArrayList<>();
        int room = characters;
        while (paragraph != null && document == number && (texts.isEmpty() || room > 0)) {
            texts.add(paragraph.text());
            room -= paragraph.text().length();
            advance();
        }
        return new DocumentPart(number, isRunning, texts);
    }

    private void advance() {
        paragraph = reader == null ? null : reader.next();
        while (paragraph == null && (reader != null || files.hasNext())) {
            openNext();
            paragraph = reader == null ? null : reader.next();
        }
        if (paragraph != null) {
            paragraphs++;
            document = paragraph.opensDocument() ? Math.incrementExact(document) : document;
        }
    }

    private void openNext() {
        if (reader != null) {
            bytesDone += file.bytes();
            textBytesDone += reader.textBytes();
            countIfLumped();
            reader.close();
            reader = null;
        }
        if (files.hasNext()) {
            file = files.next();
            documentBefore = document;
            paragraphs = 0;
            reader = ParagraphReader.open(file, layout);
            String name =
                    reader.layout()
                            .map(found -> "%s (%s)".formatted(found.label(), found.meaning()))
                            .orElse("Markdown");
            layouts.merge(name, 1, Integer::sum);
        }
    }

    private void countIfLumped() {
        boolean isRunning = reader.layout().equals(Optional.of(TextLayout.RUNNING));
        boolean isGuessed = layout.isEmpty();
        if (isRunning
                && isGuessed
                && document == documentBefore + 1
                && paragraphs >= MANY_PARAGRAPHS) {
            firstLumped =
                    lumped == 0
                            ? "%s: its %,d lines".formatted(file.path().getFileName(), paragraphs)
                            : firstLumped;
            lumped++;
        }
    }
}
