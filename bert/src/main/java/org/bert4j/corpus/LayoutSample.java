package org.bert4j.corpus;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The first lines of a plain text, and what they say of its layout.
final class LayoutSample {
    /// Lines that are filled to about one width are no longer than this.
    private static final int WIDEST = 200;

    private static final int FEWEST_CONTINUED = 8;
    private static final double MOSTLY = 0.6;
    private static final double SELDOM = 0.3;

    /// Lines that are documents: reviews, articles. Of novels that have a paragraph a line, at most nine tenths of the
    /// lines hold several sentences, and many are short.
    private static final int FEWEST_DOCUMENTS = 20;

    private static final double NEARLY_ALL = 0.95;
    private static final int SHORTEST_DOCUMENT = 100;

    private int lines;
    private int blocks; // of lines without a blank one between them
    private int titles;
    private int chapters;
    private int withSeveralSentences;
    private int unfinished; // continued on the next line, and not at the end of a sentence
    private final List<Integer> lengths = new ArrayList<>();
    private final List<Integer> continued = new ArrayList<>(); // lengths of lines before others

    private LayoutSample(List<String> sample) {
        String before = "";
        for (String line : sample) {
            String stripped = line.strip();
            add(before, stripped);
            before = stripped;
        }
    }

    /// The layout of a text that begins with these lines.
    static TextLayout layout(List<String> lines) {
        return new LayoutSample(lines).layout();
    }

    private void add(String before, String line) {
        if (line.isEmpty()) {
            return;
        }
        lines++;
        lengths.add(line.length());
        if (Title.of(line).isTitle()) {
            titles += line.startsWith("=") ? 1 : 0;
            chapters += line.startsWith("=") ? 0 : 1;
        }
        withSeveralSentences += Sentences.areSeveral(line) ? 1 : 0;
        if (before.isEmpty()) {
            blocks++;
            return;
        }
        continued.add(before.length());
        unfinished += Sentences.isComplete(before) ? 0 : 1;
    }

    private TextLayout layout() {
        if (isWrapped()) {
            return TextLayout.WRAPPED;
        }
        boolean blankLinesPartDocuments = blocks > 1 && titles == 0 && 2 * lines >= 3 * blocks;
        if (!blankLinesPartDocuments) {
            return areDocuments() ? TextLayout.DOCUMENTS : TextLayout.RUNNING;
        }
        return withSeveralSentences < SELDOM * lines ? TextLayout.SENTENCES : TextLayout.PARAGRAPHS;
    }

    /// Line after line, without blank ones and titles between them, is long and holds several sentences.
    private boolean areDocuments() {
        if (blocks > 1 || titles + chapters > 0 || lines < FEWEST_DOCUMENTS) {
            return false;
        }
        Collections.sort(lengths);
        return withSeveralSentences >= NEARLY_ALL * lines
                && lengths.get(lines / 10) >= SHORTEST_DOCUMENT;
    }

    /// Lines that go on are mostly as long as they may be, and end anywhere.
    private boolean isWrapped() {
        if (continued.size() < FEWEST_CONTINUED || unfinished < MOSTLY * continued.size()) {
            return false;
        }
        Collections.sort(continued);
        int width = continued.get(continued.size() * 19 / 20);
        long full = continued.stream().filter(length -> length >= 0.7 * width).count();
        return width <= WIDEST && full >= MOSTLY * continued.size();
    }
}
