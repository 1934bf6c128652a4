package org.bert4j.corpus;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A line of plain text that may be a title: `= Title =` as in WikiText (`= = Section = =` below it), `== Section ==` as
/// in wikis, or the beginning of a Chinese chapter, such as `第一回 甄士隐梦幻识通灵`.
///
/// @param text  without the marks
/// @param level 1 for the title of a document, more for those inside, 0 if it is none
record Title(String text, int level) {
    private static final Pattern CHAPTER =
            Pattern.compile("第[〇零○一二三四五六七八九十百千两0-9０-９]{1,9}[回章卷](?:[\\s\u3000:：].*)?");
    private static final int LONGEST_CHAPTER = 60;

    boolean opensDocument() {
        return level == 1;
    }

    boolean isTitle() {
        return level > 0;
    }

    /// @param line without blanks around it
    static Title of(String line) {
        if (line.startsWith("=")) {
            return marked(line);
        }
        boolean mayBeChapter = line.startsWith("第") && line.length() <= LONGEST_CHAPTER;
        if (mayBeChapter) {
            Matcher matcher = CHAPTER.matcher(line);
            return new Title(line, matcher.matches() ? 1 : 0);
        }
        return new Title(line, 0);
    }

    private static Title marked(String line) {
        int from = 0;
        int to = line.length();
        int level = 0;
        while (from < to - 1 && line.charAt(from) == '=' && line.charAt(to - 1) == '=') {
            level++;
            from = skipBlanks(line, from + 1, to);
            to = skipBlanksBack(line, from, to - 1);
        }
        boolean even = from < to && line.charAt(from) != '=' && line.charAt(to - 1) != '=';
        return even && level > 0 ? new Title(line.substring(from, to), level) : new Title(line, 0);
    }

    private static int skipBlanks(String line, int from, int to) {
        int i = from;
        while (i < to && line.charAt(i) == ' ') {
            i++;
        }
        return i;
    }

    private static int skipBlanksBack(String line, int from, int to) {
        int i = to;
        while (i > from && line.charAt(i - 1) == ' ') {
            i--;
        }
        return i;
    }
}
