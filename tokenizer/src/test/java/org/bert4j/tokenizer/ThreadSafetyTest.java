package org.bert4j.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

class ThreadSafetyTest {
    @Test
    void oneTokenizerServesManyThreads() {
        BertTokenizer tokenizer = TestFiles.uncased();
        List<String> texts =
                IntStream.range(0, 100)
                        .mapToObj(i -> "Café " + i + " 中国 한 unwanted [MASK]")
                        .toList();
        List<String> alone =
                texts.stream().map(t -> TestFiles.join(tokenizer.tokenize(t))).toList();
        BertTokenizer fresh = TestFiles.uncased(); // finds out about characters as they come
        Set<List<String>> together =
                IntStream.range(0, 200)
                        .parallel()
                        .mapToObj(
                                round ->
                                        texts.stream()
                                                .map(t -> TestFiles.join(fresh.tokenize(t)))
                                                .toList())
                        .collect(Collectors.toSet());
        assertEquals(Set.of(alone), together);
    }
}
