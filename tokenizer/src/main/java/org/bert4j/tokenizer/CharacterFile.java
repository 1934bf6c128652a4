package org.bert4j.tokenizer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A file of facts for [CharacterTable], in the notation of `unicode_tables.py`:
///
///     kind entry entry ...
///
/// where an entry is `A`, `A-B`, or, for kinds that map, `A=B,C` or `A-B+C` or `A-B-C`. It is read
/// byte by byte: every start of the program waits for it.
final class CharacterFile {
    private final byte[] bytes;
    private int next;

    CharacterFile(String resource) {
        try (InputStream in = CharacterFile.class.getResourceAsStream(resource)) {
            bytes = in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void readInto(CharacterTable table) {
        while (next < bytes.length) {
            if (bytes[next] == '#') {
                skipTo('\n');
            } else {
                readLine(table);
            }
            next++; // the end of the line
        }
    }

    private void readLine(CharacterTable table) {
        int start = next;
        skipTo(' ');
        String kind = new String(bytes, start, next - start, StandardCharsets.US_ASCII);
        switch (kind) {
            case "control" -> readBits(table, CharacterTable.CONTROL);
            case "unassigned" -> readBits(table, CharacterTable.UNASSIGNED);
            case "space" -> readBits(table, CharacterTable.SPACE);
            case "punctuation" -> readBits(table, CharacterTable.PUNCTUATION);
            case "cjk" -> readBits(table, CharacterTable.CJK);
            case "mark" -> readBits(table, CharacterTable.MARK | CharacterTable.DECOMPOSES);
            case "cased" -> readBits(table, CharacterTable.CASED);
            case "ignorable" -> readBits(table, CharacterTable.IGNORABLE);
            case "lower" -> readMappings(table::setLower);
            case "decompose" -> readMappings(table::setDecomposition);
            default -> {
                int combiningClass = Integer.parseInt(kind.substring("class".length()));
                readBits(table, CharacterTable.classBits(combiningClass));
            }
        }
    }

    private void skipTo(char wanted) {
        while (bytes[next] != wanted) {
            next++;
        }
    }

    private boolean skip(char wanted) {
        boolean there = bytes[next] == wanted;
        next += there ? 1 : 0;
        return there;
    }

    private void readBits(CharacterTable table, int bits) {
        while (skip(' ')) {
            int first = hex();
            table.addBits(first, skip('-') ? hex() : first, bits);
        }
    }

    private interface Mapping {
        void set(int codePoint, int... to);
    }

    private void readMappings(Mapping mapping) {
        while (skip(' ')) {
            int first = hex();
            if (skip('=')) {
                mapping.set(first, hexList());
                continue;
            }
            skip('-');
            int last = hex();
            int sign = bytes[next++] == '+' ? 1 : -1;
            int move = sign * hex();
            for (int codePoint = first; codePoint <= last; codePoint++) {
                mapping.set(codePoint, codePoint + move);
            }
        }
    }

    private int[] hexList() {
        int[] list = {hex()};
        while (skip(',')) {
            list = Arrays.copyOf(list, list.length + 1);
            list[list.length - 1] = hex();
        }
        return list;
    }

    private int hex() {
        int number = 0;
        for (int digit = digit(); digit >= 0; digit = digit()) {
            number = number << 4 | digit;
            next++;
        }
        return number;
    }

    /// The value of the next byte as a hexadecimal digit, or -1.
    private int digit() {
        return Character.digit(bytes[next], 16);
    }
}
