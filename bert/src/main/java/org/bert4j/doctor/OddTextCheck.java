package org.bert4j.doctor;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Looks for texts that were spoilt on their way into the file.
final class OddTextCheck implements Check {
    private static final Pattern MARKUP =
            Pattern.compile("</?[a-zA-Z][a-zA-Z0-9]*(\\s[^<>]*)?/?>|&(#\\d+|[a-zA-Z]{2,8});");
    private static final Pattern NOT_ASCII = Pattern.compile("[^\\x00-\\x7f]{2,}");
    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final Charset CHINESE = Charset.forName("GBK");

    /// What UTF-8 that was read as GBK decodes to has three bytes a character.
    private static final int FIRST_OF_THREE_BYTES = 0x800;

    private static final int LEAST_CHINESE = 4;

    private enum Fault {
        MOJIBAKE(
                "mojibake",
                "rows were read in the wrong encoding (such as \"cafÃ©\" for \"café\")",
                "their words are none the model knows",
                "read the source again with its right encoding, and save it as UTF-8"),
        LOST(
                "lost-characters",
                "rows hold the sign for a lost character (U+FFFD)",
                "what stood there is gone; the tokenizer drops the sign",
                "read the source again with its right encoding, and save it as UTF-8"),
        CONTROL(
                "control-characters",
                "rows hold control or invisible characters",
                "the tokenizer drops them, and may join the words around them",
                "take them out"),
        MARKUP(
                "markup",
                "rows hold HTML tags or entities",
                "a model learns marks that plain text does not have",
                "turn them into plain text"),
        NO_LETTERS(
                "no-letters",
                "rows have a text without a letter or digit",
                "there is nothing to learn from",
                "leave them out");

        private final String check;
        private final String what;
        private final String cost;
        private final String remedy;

        Fault(String check, String what, String cost, String remedy) {
            this.check = check;
            this.what = what;
            this.cost = cost;
            this.remedy = remedy;
        }
    }

    private final Map<Fault, List<int[]>> rows = new EnumMap<>(Fault.class);

    @Override
    public void add(int row, Specimen specimen) {
        for (String text : specimen.texts()) {
            Fault fault = fault(text);
            if (fault != null) {
                rows.computeIfAbsent(fault, _ -> new ArrayList<>()).add(new int[] {row});
                return;
            }
        }
    }

    /// The worst one; null: none.
    private static Fault fault(String text) {
        if (isMojibake(text)) {
            return Fault.MOJIBAKE;
        }
        if (text.indexOf('\ufffd') >= 0) {
            return Fault.LOST;
        }
        if (text.codePoints().anyMatch(OddTextCheck::isInvisible)) {
            return Fault.CONTROL;
        }
        if (text.codePoints().noneMatch(Character::isLetterOrDigit)) {
            return Fault.NO_LETTERS;
        }
        boolean mayHaveMarkup = text.indexOf('<') >= 0 || text.indexOf('&') >= 0;
        return mayHaveMarkup && MARKUP.matcher(text).find() ? Fault.MARKUP : null;
    }

    /// Joiners belong to emoji and to some scripts.
    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c != '\t' && c != '\n' && c != '\r';
            case Character.FORMAT -> c != '\u200d' && c != '\u200c' && c < 0xe0000;
            default -> false;
        };
    }

    /// Text is UTF-8 that somebody read in another encoding if its bytes in that encoding are UTF-8: by chance they
    /// hardly ever are.
    static boolean isMojibake(String text) {
        Matcher stretches = NOT_ASCII.matcher(text);
        while (stretches.find()) {
            String stretch = stretches.group();
            if (decoded(stretch, WINDOWS) != null) {
                return true;
            }
            String chinese = stretch.length() < LEAST_CHINESE ? null : decoded(stretch, CHINESE);
            if (chinese != null && chinese.codePoints().allMatch(c -> c >= FIRST_OF_THREE_BYTES)) {
                return true;
            }
        }
        return false;
    }

    /// What was meant, if it was UTF-8 read in this encoding; null: it was not.
    private static String decoded(String stretch, Charset readAs) {
        try {
            ByteBuffer bytes = readAs.newEncoder().encode(java.nio.CharBuffer.wrap(stretch));
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        rows.forEach(
                (fault, cases) ->
                        findings.add(
                                new Finding(
                                        fault.check,
                                        fault == Fault.MOJIBAKE,
                                        "%,d %s".formatted(cases.size(), fault.what),
                                        fault.cost,
                                        fault.remedy,
                                        cases)));
        return findings;
    }
}
