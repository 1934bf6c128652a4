package org.bert4j.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

class DuplicateFinderTest {
    @TempDir private Path directory;

    @Test
    void allButTheFirstOfEqualDocumentsAreFound() throws IOException {
        Random random = new Random(5);
        Set<String> seen = new HashSet<>();
        BitSet expected = new BitSet();
        try (DuplicateFinder finder = new DuplicateFinder(directory)) {
            for (int document = 0; document < 50_000; document++) {
                String text = "document " + random.nextInt(40_000);
                expected.set(document, !seen.add(text));
                finder.add(hash(text));
            }
            assertEquals(expected, finder.find());
        }
        assertNoFiles();
    }

    @Test
    void nothingIsLeftWhereItWasCutOff() throws IOException {
        try (DuplicateFinder finder = new DuplicateFinder(directory)) {
            finder.add(hash("a"));
        }
        assertNoFiles();
    }

    @Test
    void theHashKnowsParagraphsAndTheirOrder() {
        assertEquals(hash("a", "b").high(), hash("a", "b").high());
        assertNotEquals(hash("a", "b").high(), hash("b", "a").high());
        assertNotEquals(hash("a", "b").low(), hash("ab").low());
        assertNotEquals(hash("ab", "").low(), hash("a", "b").low());
    }

    private static DocumentHash hash(String... paragraphs) {
        DocumentHash hash = new DocumentHash();
        List.of(paragraphs).forEach(hash::add);
        return hash;
    }

    private void assertNoFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(0, files.count());
        }
    }
}
