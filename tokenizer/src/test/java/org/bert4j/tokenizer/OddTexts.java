package org.bert4j.tokenizer;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/// Endless odd texts: words of a vocabulary between characters that have rules of their own, halves
/// of surrogate pairs included. The same seed gives the same texts.
final class OddTexts {
    /// Capital and final sigma and what may stand around one, letters that become two, blanks and
    /// controls of all kinds, marks that sort, join or are spacing, Jamo, what NFC changes.
    private static final String ODD =
            "\u03a3\u03a3\u03c3\u03c2'.:\u00ad\u0130\u0131\u1e9e\u00df\u212a\u212b\u2126\u1fef\u037e"
                + "\t\n\r"
                + "\u000b\u001c\u0085\u00a0\u1680\u180e\u2000\u2028\u200b\u200d\u202f\u205f\u3000"
                + "\u0000\u007f\ufffd\ufeff\ue000\uf900\ufa0e\u0300\u0301\u0323\u0338\u0345\u0344\u0e33"
                + "\u0f73\u0f81\u09be\u0958\u0b57\u302e\u3099\u309a\u304b\uac00\uac01\u1100\u1161\u11a8"
                + "\ud800\udfff\ud83d\ude00=<>[]#\u00e9\u1ebf\u4e2d\u3002\uff0c\uff21";

    private static final List<String> SPECIAL =
            List.of("[MASK]", "[UNK]", "[mask]", "[ MASK ]", "[MA\u0000SK]", "##a");

    private final Random random;
    private final List<String> words;

    OddTexts(long seed, Vocabulary vocabulary) {
        this.random = new Random(seed);
        this.words = vocabulary.tokens();
    }

    String next() {
        StringBuilder text = new StringBuilder();
        for (int parts = random.nextInt(16); parts > 0; parts--) {
            appendPart(text);
        }
        return text.toString();
    }

    private void appendPart(StringBuilder text) {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> text.append(word());
            case 3 -> text.append(word().toUpperCase(Locale.ROOT));
            case 4, 5 -> text.append(' ');
            case 6, 7 -> text.append(ODD.charAt(random.nextInt(ODD.length())));
            case 8 -> text.append((char) random.nextInt(Character.MAX_VALUE + 1));
            case 9 -> text.append((char) random.nextInt(0x4E00, 0xA000));
            case 10 -> text.appendCodePoint(random.nextInt(0x10000, 0x30000));
            default -> appendRare(text);
        }
    }

    private void appendRare(StringBuilder text) {
        switch (random.nextInt(3)) {
            case 0 -> text.append(SPECIAL.get(random.nextInt(SPECIAL.size())));
            case 1 -> text.append("ab".repeat(random.nextInt(48, 102)));
            default -> text.append((char) random.nextInt(0x300, 0x370));
        }
    }

    private String word() {
        String word = words.get(random.nextInt(words.size()));
        return word.startsWith("##") ? word.substring(2) : word;
    }
}
