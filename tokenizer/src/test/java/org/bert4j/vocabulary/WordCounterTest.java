package org.bert4j.vocabulary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.Normalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

class WordCounterTest {
    private static final WordCounter COUNTER = WordCounter.of(Normalization.UNCASED);

    private static Map<String, Long> count(WordCounter counter, TextSource... texts) {
        WordCounts counts = counter.count(List.of(texts), VocabularyListener.SILENT);
        Map<String, Long> map = new TreeMap<>();
        for (int i = 0; i < counts.size(); i++) {
            map.put(counts.word(i), counts.count(i));
        }
        assertEquals(map.size(), counts.size());
        assertEquals(List.copyOf(map.keySet()), words(counts), "the words are in order");
        return map;
    }

    private static List<String> words(WordCounts counts) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < counts.size(); i++) {
            words.add(counts.word(i));
        }
        return words;
    }

    @Test
    void wordsAreThoseOfTheTokenizer() {
        assertEquals(
                Map.of("we", 2L, "slept", 1L, ",", 1L, "cafe", 1L, "北", 1L, "京", 1L),
                count(COUNTER, Texts.of("We slept,", "we"), Texts.of("Café北京")));
        assertEquals(
                Map.of("We", 1L, "we", 1L, "Café", 1L),
                count(WordCounter.of(Normalization.CASED), Texts.of("We we Café")));
    }

    /// Texts of so many words that a bound of no bytes spills after every batch.
    private static List<TextSource> bigTexts() {
        List<TextSource> texts = new ArrayList<>();
        for (int text = 0; text < 5; text++) {
            List<String> lines = new ArrayList<>();
            Random random = new Random(text);
            for (int line = 0; line < 4000; line++) {
                StringBuilder words = new StringBuilder();
                for (int word = 0; word < 30; word++) {
                    words.append(Integer.toString((int) Math.exp(12 * random.nextDouble()), 36));
                    words.append(' ');
                }
                lines.add(words.toString());
            }
            texts.add(Texts.of(lines));
        }
        return texts;
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 1000000000", "3, 0", "2, 200000"})
    void neitherThreadsNorOrderNorSpillingChangeAnything(int threads, long memoryBytes) {
        List<TextSource> texts = bigTexts();
        WordCounter plain = COUNTER.withThreads(1).withMemoryBytes(Long.MAX_VALUE);
        Map<String, Long> expected = count(plain, texts.toArray(TextSource[]::new));
        Collections.shuffle(texts, new Random(threads));
        WordCounter counter = COUNTER.withThreads(threads).withMemoryBytes(memoryBytes);
        assertTrue(expected.size() > 10_000);
        assertEquals(expected, count(counter, texts.toArray(TextSource[]::new)));
    }

    @Test
    void moreRunsThanFilesThatMayBeOpenBecomeOneAndNoneIsLeft(@TempDir Path directory) {
        try (WordRuns runs = new WordRuns(directory)) {
            for (int i = 0; i < 200; i++) {
                runs.write(List.of(new WordCount("a", 1), new WordCount("b" + i, i)).iterator());
            }
            assertTrue(directory.toFile().list().length < 100);
            WordCounts counts = new WordCounts(new WordMerge(runs.iterators()), 0);
            assertEquals(201, counts.size());
            assertEquals(200, counts.count(0));
            assertEquals(200 * 199 / 2 + 200, counts.total());
        }
        assertEquals(0, directory.toFile().list().length);
    }

    @Test
    void wordsOfMoreThanAHundredCharactersAreNotCounted() {
        String hundred = "😀".repeat(100);
        WordCounts counts =
                COUNTER.count(
                        List.of(Texts.of("a " + hundred + " " + hundred + "b")),
                        VocabularyListener.SILENT);
        assertEquals(List.of("a", hundred), words(counts));
        assertEquals(1, counts.tooLong());
    }

    @Test
    void theListenerHearsOfEveryByte() {
        AtomicLong bytes = new AtomicLong();
        VocabularyListener listener =
                new VocabularyListener() {
                    @Override
                    public void read(long count) {
                        bytes.addAndGet(count);
                    }
                };
        COUNTER.count(List.of(Texts.of("aé", "北😀"), Texts.of("b")), listener);
        assertEquals(1 + 2 + 1 + 3 + 4 + 1 + 1 + 1, bytes.get());
    }

    /// A text that never ends, unless its reader is stopped.
    @Test
    void aTextThatCannotBeReadStopsAllThreads() {
        AtomicLong lines = new AtomicLong();
        TextSource broken =
                () ->
                        new TextSource.Lines() {
                            @Override
                            public String next() {
                                if (lines.incrementAndGet() == 30_000) {
                                    throw new BadInputException("broken.txt is broken; mend it.");
                                }
                                return "a line of a text that never ends";
                            }

                            @Override
                            public void close() {}
                        };
        var problem =
                assertThrows(BadInputException.class, () -> count(COUNTER.withThreads(3), broken));
        assertEquals("broken.txt is broken; mend it.", problem.getMessage());
    }

    @Test
    void linesAreClosedAlsoWhereReadingFails() {
        List<String> closed = new ArrayList<>();
        TextSource broken =
                () ->
                        new TextSource.Lines() {
                            @Override
                            public String next() {
                                throw new BadInputException("broken");
                            }

                            @Override
                            public void close() {
                                closed.add("broken");
                            }
                        };
        assertThrows(BadInputException.class, () -> count(COUNTER, broken));
        assertEquals(List.of("broken"), closed);
    }
}
