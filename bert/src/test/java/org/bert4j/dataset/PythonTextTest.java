package org.bert4j.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class PythonTextTest {
    /// `[c for c in map(chr, range(0x110000)) if c.isspace()]` in Python 3.11.
    @Test
    void blanksAreThoseOfPython() {
        String blanks =
                IntStream.range(0, 0x10000)
                        .filter(c -> PythonText.isSpace((char) c))
                        .mapToObj(c -> "%04x".formatted(c))
                        .collect(Collectors.joining(" "));
        assertEquals(
                "0009 000a 000b 000c 000d 001c 001d 001e 001f 0020 0085 00a0 1680 2000 2001 2002"
                        + " 2003 2004 2005 2006 2007 2008 2009 200a 2028 2029 202f 205f 3000",
                blanks);
    }

    @Test
    void splitAndStripTakeAllOfThem() {
        assertEquals(List.of("a", "b"), PythonText.split("\u3000a\u00a0\u2028b "));
        assertEquals("a b", PythonText.strip("\u00a0a b\u001f"));
        assertEquals(List.of(), PythonText.split(" \t"));
        assertEquals("", PythonText.strip("\u2003"));
    }
}
