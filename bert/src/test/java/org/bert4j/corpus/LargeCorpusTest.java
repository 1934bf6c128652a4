package org.bert4j.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.dataset.SharedData;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Vocabulary;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

@Tag("slow")
class LargeCorpusTest {
    private static final long BYTES = 300_000_000;

    @TempDir private Path directory;

    @Test
    void fitsThroughAHeapOfAThirdOfItsSize() throws Exception {
        Path vocabulary = SharedData.file("vocab/bert-base-uncased/vocab.txt");
        Path text = directory.resolve("text.md");
        RepeatedCorpus.write(
                text,
                BYTES,
                List.of(
                        SharedData.file("pretrain/books-en/dracula.md"),
                        SharedData.file("pretrain/books-en/great-expectations.md")));
        Path cache = directory.resolve("cache");
        assertEquals(0, prepareInASmallHeap(vocabulary, cache, text));

        BertTokenizer tokenizer =
                BertTokenizer.of(Vocabulary.read(vocabulary), TokenizerOptions.UNCASED);
        MappedTokenCorpus corpus =
                CorpusPreparation.of(List.of(text), tokenizer)
                        .prepare(cache, 1, CorpusListener.SILENT);
        assertTrue(corpus.report().bytes() >= BYTES, corpus.report()::summary);
        assertTrue(corpus.tokens() > BYTES / 6, corpus.report()::summary);
    }

    private static int prepareInASmallHeap(Path vocabulary, Path cache, Path text)
            throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CorpusSpeed.class.getName(),
                        vocabulary.toString(),
                        cache.toString(),
                        "2",
                        text.toString())
                .inheritIO()
                .start()
                .waitFor();
    }
}
