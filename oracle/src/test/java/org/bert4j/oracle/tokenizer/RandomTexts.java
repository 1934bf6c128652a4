package org.bert4j.oracle.tokenizer;

import org.bert4j.tokenizer.Vocabulary;

import java.util.List;
import java.util.Random;

/// Endless odd texts: words of a vocabulary mixed with everything Unicode has in store.
///
/// The same seed gives the same texts.
final class RandomTexts {
    /// Characters with a rule of their own in one of the references.
    private static final String ODD =
            "\u0000\t\n\r"
                + "\u000B\u000C\u001C\u001F\u0085\u00A0\u00AD\u0130\u0131\u0345\u037E\u0387"
                + "\u03A3\u03C2\u03C3\u0600\u061C\u070F\u0E33\u0F73\u0F75\u0F81\u1680\u180E\u1E9E"
                + "\u1FEF\u2000\u2001\u200B\u200C\u200D\u200E\u2028\u2029\u202E\u202F\u205F\u2060"
                + "\u2126\u212A\u212B\u2260\u226E\u3000\u302A\u302E\u3099\uFEFF\uFFFC\uFFFD\uFFFE"
                + "\uE000\uF8FF\uD800\uDFFF\uFF21\uFF01\uFE0F";

    private static final int[] WIDE = {
        0x1F600, 0x1F468, 0x1F1E9, 0x1F3FD, 0x1D165, 0x1D15E, 0x1D160, 0x10400, 0x1E900, 0x11099,
        0x1109A, 0x110AB, 0x1B000, 0x20000, 0x2B81F, 0x2B820, 0x2B920, 0x2CEAF, 0x2F800, 0x2FA1D,
        0x30000, 0xE0001, 0xE0100, 0xF0000, 0x10FFFF, 0x16EA0, 0x10D50
    };

    /// First and last code points of blocks with letters, marks or signs.
    private static final int[][] BLOCKS = {
        {0x21, 0x7E},
        {0xA0, 0x24F},
        {0x250, 0x2FF},
        {0x300, 0x36F},
        {0x300, 0x36F},
        {0x370, 0x3FF},
        {0x400, 0x52F},
        {0x530, 0x5FF},
        {0x600, 0x6FF},
        {0x900, 0x97F},
        {0x980, 0xDFF},
        {0xE00, 0xFFF},
        {0x1100, 0x11FF},
        {0x1AB0, 0x1AFF},
        {0x1B00, 0x1BFF},
        {0x1DC0, 0x1DFF},
        {0x1E00, 0x1FFF},
        {0x2000, 0x206F},
        {0x20D0, 0x20FF},
        {0x2100, 0x2BFF},
        {0x3000, 0x30FF},
        {0x3400, 0x9FFF},
        {0xA640, 0xA7FF},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFB00, 0xFDFF},
        {0xFE00, 0xFFFF},
        {0x10000, 0x1FFFF},
        {0x11000, 0x11FFF},
        {0x1D100, 0x1D24F},
        {0x1F300, 0x1FAFF},
        {0x20000, 0x2FFFF},
        {0, 0x10FFFF}
    };

    private static final List<String> SPECIAL =
            List.of("[MASK]", "[CLS]", "[SEP]", "[UNK]", "[PAD]", "[mask]", "[MASK", "MASK]", "[[");

    private final Random random;
    private final Vocabulary words;

    RandomTexts(long seed, Vocabulary words) {
        this.random = new Random(seed);
        this.words = words;
    }

    String next() {
        StringBuilder text = new StringBuilder();
        int parts = random.nextInt(20);
        for (int i = 0; i < parts; i++) {
            appendPart(text);
        }
        return text.toString();
    }

    private void appendPart(StringBuilder text) {
        switch (random.nextInt(12)) {
            case 0, 1 -> text.append(word());
            case 2 -> text.append(' ').append(word());
            case 3 -> text.append(capitalized(word()));
            case 4 -> text.append(' ');
            case 5 -> text.append(ODD.charAt(random.nextInt(ODD.length())));
            case 6 -> text.appendCodePoint(WIDE[random.nextInt(WIDE.length)]);
            case 7 -> appendRun(text, BLOCKS[random.nextInt(BLOCKS.length)]);
            case 8 -> appendRun(text, BLOCKS[3]); // combining marks
            case 9 -> text.append(SPECIAL.get(random.nextInt(SPECIAL.size())));
            case 10 -> appendLetters(text, random.nextInt(8));
            default -> appendLong(text);
        }
    }

    private String word() {
        return words.token(random.nextInt(words.size()));
    }

    private String capitalized(String word) {
        return random.nextBoolean() ? word.toUpperCase(java.util.Locale.ROOT) : word + word;
    }

    private void appendRun(StringBuilder text, int[] block) {
        int length = 1 + random.nextInt(4);
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(random.nextInt(block[0], block[1] + 1));
        }
    }

    private void appendLetters(StringBuilder text, int count) {
        for (int i = 0; i < count; i++) {
            text.append((char) random.nextInt('a', 'z' + 1));
        }
    }

    /// Now and then a word near the limit of 100 code points.
    private void appendLong(StringBuilder text) {
        if (random.nextInt(10) == 0) {
            appendLetters(text, random.nextInt(98, 103));
        }
    }

    /// What becomes of a text on its way to the references: halves of pairs are replaced.
    static String withoutHalves(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
