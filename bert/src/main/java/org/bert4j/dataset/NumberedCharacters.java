package org.bert4j.dataset;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Characters written with their position in a word, as in Weibo NER: `科0 技1 的0`.
final class NumberedCharacters {
    /// One character, which may be a digit, or what has become of a lost emoji; then the position.
    private static final Pattern NUMBERED = Pattern.compile("(.[^0-9]*)([0-9]{1,4})");

    /// A file may have one position in so many wrong: Weibo NER has a few.
    private static final int TOLERANCE = 100;

    private NumberedCharacters() {}

    /// Whether every word of a file of columns ends in a number, and nearly all count 0, 1, 2...
    static boolean are(Path file) {
        try (FileLines lines = FileLines.open(file)) {
            int words = 0;
            int wrong = 0;
            int before = -1;
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (TagColumnReader.endsSentence(line)) {
                    before = -1;
                    continue;
                }
                Matcher matcher = NUMBERED.matcher(TagColumnReader.columns(line)[0]);
                if (!matcher.matches()) {
                    return false;
                }
                int position = Integer.parseInt(matcher.group(2));
                wrong += position == 0 || position == before + 1 ? 0 : 1;
                words++;
                before = position;
            }
            return wrong * TOLERANCE <= words;
        }
    }

    /// The word without its position.
    static String strip(String word) {
        Matcher matcher = NUMBERED.matcher(word);
        return matcher.matches() ? matcher.group(1) : word;
    }
}
