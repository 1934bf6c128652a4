package org.bert4j.corpus;

import org.bert4j.tokenizer.BadInputException;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

/// The paragraphs of a text file, one after the other, without blank documents and without the marks of Markdown. A title
/// stands before the text of its document; titles without text are left out. For one thread.
public final class ParagraphReader implements AutoCloseable {
    private static final int SAMPLE_LINES = 1000;
    private static final int SAMPLE_CHARACTERS = 1 << 17;

    /// Short lines are joined to paragraphs of at most about so many characters.
    private static final int LONGEST_JOINED = 1 << 16;

    /// Headings of deeper levels are paragraphs.
    private static final int DEEPEST_OPENING_HEADING = 2;

    private final CorpusLines lines;
    private final Optional<MarkdownText> markdown;
    private final TextLayout layout;
    private final Queue<String> sample = new ArrayDeque<>();
    private final Queue<Paragraph> ready = new ArrayDeque<>();
    private final StringBuilder joined = new StringBuilder(); // the paragraph so far
    private String title = ""; // of the document that begins next
    private boolean opensDocument = true;
    private boolean ended;

    private ParagraphReader(
            CorpusLines lines, Optional<MarkdownText> markdown, Optional<TextLayout> given) {
        this.lines = lines;
        this.markdown = markdown;
        this.layout = markdown.isPresent() ? TextLayout.WRAPPED : given.orElseGet(this::detect);
    }

    /// @param layout of plain text; the beginning of the file tells if it is not given
    static ParagraphReader open(CorpusFile file, Optional<TextLayout> layout) {
        CorpusLines lines = file.open();
        Optional<MarkdownText> markdown =
                file.isMarkdown() ? Optional.of(new MarkdownText()) : Optional.empty();
        try {
            return new ParagraphReader(lines, markdown, layout);
        } catch (RuntimeException e) {
            lines.close();
            throw e;
        }
    }

    /// The layout that is gone by; none for Markdown.
    Optional<TextLayout> layout() {
        return markdown.isPresent() ? Optional.empty() : Optional.of(layout);
    }

    /// Whether paragraphs have to be split into sentences.
    boolean isRunning() {
        return layout.isRunning();
    }

    /// The next paragraph, or null behind the last.
    ///
    /// @throws BadInputException if the file is no text, of another encoding, or cannot be read
    public Paragraph next() {
        while (ready.isEmpty() && !ended) {
            String line = sample.isEmpty() ? lines.next() : sample.remove();
            if (line == null) {
                ended = true;
                endParagraph();
            } else {
                accept(withoutControls(line).strip());
            }
        }
        return ready.poll();
    }

    /// Bytes of the file that were read so far, packed ones if it is packed.
    long position() {
        return lines.position();
    }

    /// Bytes of the text that were read so far, unpacked.
    long textBytes() {
        return lines.textBytes();
    }

    @Override
    public void close() {
        lines.close();
    }

    private TextLayout detect() {
        List<String> first = new ArrayList<>();
        int characters = 0;
        while (first.size() < SAMPLE_LINES && characters < SAMPLE_CHARACTERS) {
            String line = lines.next();
            if (line == null) {
                break;
            }
            first.add(line);
            characters += line.length();
        }
        sample.addAll(first);
        return LayoutSample.layout(first);
    }

    private void accept(String line) {
        if (markdown.isPresent()) {
            accept(markdown.get().read(line));
            return;
        }
        switch (layout) {
            case SENTENCES, PARAGRAPHS -> acceptLine(line);
            case DOCUMENTS -> {
                endDocument("");
                acceptLine(line);
            }
            case RUNNING -> acceptRunning(line);
            case WRAPPED -> acceptWrapped(line);
        }
    }

    private void acceptLine(String line) {
        if (line.isEmpty()) {
            endDocument("");
        } else {
            add(line);
        }
    }

    private void acceptRunning(String line) {
        Title found = Title.of(line);
        if (found.opensDocument()) {
            endDocument(found.text());
        } else if (!line.isEmpty()) {
            add(found.text());
        }
    }

    private void acceptWrapped(String line) {
        Title found = Title.of(line);
        if (found.isTitle()) {
            acceptHeading(found.text(), found.opensDocument());
        } else if (line.isEmpty()) {
            endParagraph();
        } else {
            join(line);
        }
    }

    private void accept(MarkdownLine line) {
        switch (line) {
            case MarkdownLine.Break _ -> endParagraph();
            case MarkdownLine.Text(String text) -> join(text);
            case MarkdownLine.Item(String text) -> {
                endParagraph();
                join(text);
            }
            case MarkdownLine.Heading(String text, int level) -> {
                String heading = text.isEmpty() ? takeJoined() : text;
                acceptHeading(heading, level <= DEEPEST_OPENING_HEADING);
            }
        }
    }

    private void acceptHeading(String heading, boolean opens) {
        endParagraph();
        if (heading.isEmpty()) {
            return;
        }
        if (opens) {
            endDocument(heading);
        } else {
            add(heading);
        }
    }

    /// Between Chinese characters there is no blank.
    private void join(String line) {
        if (line.isEmpty()) {
            return;
        }
        boolean isChinese =
                !joined.isEmpty()
                        && Sentences.isChinese(joined.charAt(joined.length() - 1))
                        && Sentences.isChinese(line.charAt(0));
        joined.append(joined.isEmpty() || isChinese ? "" : " ").append(line);
        if (joined.length() > LONGEST_JOINED) {
            endParagraph();
        }
    }

    private void endParagraph() {
        String text = takeJoined();
        if (!text.isEmpty()) {
            add(text);
        }
    }

    private String takeJoined() {
        String text = joined.toString();
        joined.setLength(0);
        return text;
    }

    private void endDocument(String nextTitle) {
        title = nextTitle;
        opensDocument = true;
    }

    private void add(String text) {
        if (!title.isEmpty()) {
            ready.add(new Paragraph(title, true));
            title = "";
            opensDocument = false;
        }
        ready.add(new Paragraph(text, opensDocument));
        opensDocument = false;
    }

    /// Control characters, hard blanks and byte order marks part words as a blank does.
    private static String withoutControls(String line) {
        int from = 0;
        while (from < line.length() && !isControl(line.charAt(from))) {
            from++;
        }
        if (from == line.length()) {
            return line;
        }
        char[] characters = line.toCharArray();
        for (int i = from; i < characters.length; i++) {
            characters[i] = isControl(characters[i]) ? ' ' : characters[i];
        }
        return new String(characters);
    }

    private static boolean isControl(char c) {
        return c < ' ' || c >= '\u007f' && c <= '\u00a0' || c == '\ufeff';
    }
}
