package org.bert4j.oracle.tokenizer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.Encoding;
import org.bert4j.tokenizer.Tokens;
import org.bert4j.tokenizer.Truncation;
import org.bert4j.tokenizer.Window;
import org.bert4j.tokenizer.WindowStride;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Pairs, truncation, windows and decoding against the Rust tokenizer.
class RustEncodingTest {
    private final BertTokenizer ours = Models.SMALL_UNCASED.tokenizer();
    private final RandomTexts texts = new RandomTexts(5, Models.SMALL_UNCASED.vocabulary());

    @TempDir Path directory;

    private String text() {
        return RandomTexts.withoutHalves(texts.next());
    }

    @Test
    void pairsHaveTheSameIdsAndTypes() {
        try (RustTokenizer rust = rust(Map.of("truncation", "false"))) {
            for (int i = 0; i < 2_000; i++) {
                String first = text();
                String second = text();
                assertSame(rust.encode(first, second), ours.encode(first, second), first, second);
                assertSame(rust.encode(first, null), ours.encode(first), first, "");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"longest_first, 9", "longest_first, 16", "longest_first, 33"})
    void truncationKeepsTheSameTokens(String strategy, int maxLength) {
        Map<String, String> options =
                Map.of("truncation", strategy, "maxLength", Integer.toString(maxLength));
        Truncation truncation = new Truncation.LongestFirst(maxLength);
        try (RustTokenizer rust = rust(options)) {
            for (int i = 0; i < 2_000; i++) {
                String first = text();
                String second = text();
                assertSame(
                        rust.encode(first, second),
                        ours.encode(first, second, truncation),
                        first,
                        second);
                assertSame(rust.encode(first, null), ours.encode(first, truncation), first, "");
            }
        }
    }

    /// The parts that overflow in Rust are our windows with an overlap.
    @ParameterizedTest
    @CsvSource({"10, 0", "10, 3", "10, 7", "5, 2"})
    void windowsAreTheOverflowingParts(int maxLength, int overlap) {
        Map<String, String> options =
                Map.of(
                        "truncation", "only_first",
                        "maxLength", Integer.toString(maxLength),
                        "stride", Integer.toString(overlap));
        try (RustTokenizer rust = rust(options)) {
            for (int i = 0; i < 500; i++) {
                String text = text();
                Tokens tokens = ours.tokenize(text);
                List<Window> windows =
                        new WindowStride.Overlap(overlap).windows(tokens.size(), maxLength - 2);
                List<ai.djl.huggingface.tokenizers.Encoding> parts = rust.encodeWithOverflow(text);
                assertEquals(parts.size(), windows.size(), text);
                for (int w = 0; w < windows.size(); w++) {
                    assertSame(parts.get(w), ours.encode(tokens.part(windows.get(w))), text, "");
                }
            }
        }
    }

    @Test
    void decodingGivesTheSameText() {
        Random random = new Random(3);
        try (RustTokenizer rust = rust(Map.of("truncation", "false"))) {
            for (int i = 0; i < 2_000; i++) {
                int[] ids = random.ints(random.nextInt(20), 0, ours.vocabulary().size()).toArray();
                long[] same = Arrays.stream(ids).asLongStream().toArray();
                assertEquals(rust.decode(same, false), ours.decode(ids));
                assertEquals(rust.decode(same, true), ours.decodeWithoutSpecials(ids));
            }
        }
    }

    private RustTokenizer rust(Map<String, String> options) {
        ours.save(directory);
        return new RustTokenizer(directory, options);
    }

    private static void assertSame(
            ai.djl.huggingface.tokenizers.Encoding rust, Encoding ours, String... texts) {
        assertArrayEquals(rust.getIds(), longs(ours.inputIds()), () -> Arrays.toString(texts));
        assertArrayEquals(rust.getTypeIds(), longs(ours.tokenTypeIds()));
        long[] special = new long[ours.size()];
        for (int i = 0; i < special.length; i++) {
            special[i] = ours.special()[i] ? 1 : 0;
        }
        assertArrayEquals(rust.getSpecialTokenMask(), special);
    }

    private static long[] longs(int[] values) {
        return Arrays.stream(values).asLongStream().toArray();
    }
}
