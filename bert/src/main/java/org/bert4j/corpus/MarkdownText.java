package org.bert4j.corpus;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes the marks off Markdown, line by line: headings, lists, quotes, tables, links, images, emphasis, tags. Code in
/// fences, rules, comments, definitions of links and a header in YAML are left out.
final class MarkdownText {
    private static final Pattern HEADING =
            Pattern.compile("(#{1,6})(?:\\s+(.*?))??(?:\\s+#+)?\\s*");
    private static final Pattern UNDERLINE = Pattern.compile("={2,}|-{2,}");
    private static final Pattern RULE = Pattern.compile("([-*_])(?:\\s*\\1){2,}");
    private static final Pattern TABLE_RULE =
            Pattern.compile("\\|?[\\s:|-]*-[\\s:|-]*\\|[\\s:|-]*");
    private static final Pattern DEFINITION = Pattern.compile("\\[[^\\]]+\\]:\\s+\\S.*");
    private static final Pattern QUOTE = Pattern.compile("(?:>\\s?)+");
    private static final Pattern ITEM =
            Pattern.compile("(?:[-*+]|\\d{1,3}[.)])\\s+(?:\\[[ xX]\\]\\s+)?");

    private static final Pattern TAG = Pattern.compile("<!--.*?-->|</?[A-Za-z][^<>]*>");
    private static final Pattern FOOTNOTE = Pattern.compile("\\[\\^[^\\]]*\\]");
    private static final Pattern LINK =
            Pattern.compile(
                    "!?\\[([^\\[\\]]*)\\](?:\\([^()\\s]*(?:\\s+\"[^\"]*\")?\\)|\\[[^\\]]*\\])");
    private static final Pattern STARS =
            Pattern.compile("(?<![\\\\*])\\*+(?=[^\\s*])|(?<=[^\\s*\\\\])\\*+");
    private static final Pattern UNDERSCORES =
            Pattern.compile(
                    "(?<![\\p{L}\\p{N}_\\\\])_+(?=[^\\s_])|(?<=[^\\s_\\\\])_+(?![\\p{L}\\p{N}_])");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([\\\\`*_{}\\[\\]()#+\\-.!|<>~])");
    private static final String BLOCK_MARKS = "#=-*_|:[>+0123456789";
    private static final MarkdownLine BREAK = new MarkdownLine.Break();

    private String fence = ""; // that is to end the code or header we are in
    private boolean started;

    /// @param line without blanks around it
    MarkdownLine read(String line) {
        boolean isFirst = !started;
        started = true;
        if (!fence.isEmpty()) {
            fence = line.startsWith(fence) ? "" : fence;
            return BREAK;
        }
        if (isFirst && line.equals("---")) {
            fence = "---";
            return BREAK;
        }
        if (line.startsWith("```") || line.startsWith("~~~")) {
            fence = line.substring(0, 3);
            return BREAK;
        }
        return line.isEmpty() ? BREAK : block(line);
    }

    private static MarkdownLine block(String line) {
        if (BLOCK_MARKS.indexOf(line.charAt(0)) < 0) { // most lines
            return paragraph(line);
        }
        Matcher heading = HEADING.matcher(line);
        if (heading.matches()) {
            String text = heading.group(2) == null ? "" : inline(heading.group(2));
            return text.isEmpty()
                    ? BREAK
                    : new MarkdownLine.Heading(text, heading.group(1).length());
        }
        if (UNDERLINE.matcher(line).matches()) {
            return new MarkdownLine.Heading("", line.startsWith("=") ? 1 : 2);
        }
        if (RULE.matcher(line).matches()
                || TABLE_RULE.matcher(line).matches()
                || DEFINITION.matcher(line).matches()) {
            return BREAK;
        }
        return text(line);
    }

    private static MarkdownLine text(String line) {
        Matcher quote = QUOTE.matcher(line);
        String inner = quote.lookingAt() ? line.substring(quote.end()).strip() : line;
        Matcher item = ITEM.matcher(inner);
        if (item.lookingAt()) {
            return new MarkdownLine.Item(inline(inner.substring(item.end())));
        }
        if (inner.startsWith("|")) {
            return new MarkdownLine.Item(inline(inner.replace('|', ' ')));
        }
        return paragraph(inner);
    }

    private static MarkdownLine paragraph(String line) {
        String text = inline(line);
        return text.isEmpty() ? BREAK : new MarkdownLine.Text(text);
    }

    /// Looking for a character takes no time beside looking for a pattern, and most lines have no marks.
    private static String inline(String text) {
        String plain = text;
        if (plain.indexOf('<') >= 0) {
            plain = TAG.matcher(plain).replaceAll("");
        }
        if (plain.indexOf('[') >= 0) {
            plain = FOOTNOTE.matcher(plain).replaceAll("");
            plain = LINK.matcher(plain).replaceAll("$1");
        }
        if (plain.indexOf('*') >= 0) {
            plain = STARS.matcher(plain).replaceAll("");
        }
        if (plain.indexOf('_') >= 0) {
            plain = UNDERSCORES.matcher(plain).replaceAll("");
        }
        if (plain.indexOf('\\') >= 0) {
            plain = ESCAPE.matcher(plain).replaceAll("$1");
        }
        return plain.replace("`", "").replace("~~", "").strip();
    }
}
