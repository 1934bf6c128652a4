package org.bert4j.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.bert4j.dataset.SharedData;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Vocabulary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// Counts of real corpora; what the data's own page says of them, where it says something.
class RealCorpusTest {
    @TempDir private Path directory;

    /// 60 articles.
    @Test
    void wikiTextHasItsArticles() {
        CorpusReport report =
                prepare("bert-base-uncased", "pretrain/wikitext-2/valid.txt").report();
        assertEquals(60, report.documents());
        assertEquals(0, report.duplicates());
    }

    /// 2250 documents, 16184 lines.
    @Test
    void clueHasItsDocumentsAndLines() {
        CorpusReport report =
                prepare(
                                "bert-base-chinese",
                                "pretrain/clue-small-zh/CLUECorpusSmall_bert_sampled.part-a.txt")
                        .report();
        assertEquals(2250, report.documents() + report.duplicates());
        assertEquals(16184, report.sentences());
    }

    /// 120 chapters each; the lines before the first are one more document.
    @Test
    void novelsHaveTheirChapters() {
        CorpusReport report = prepare("bert-base-chinese", "pretrain/novels-zh").report();
        assertEquals(242, report.documents());
    }

    private MappedTokenCorpus prepare(String vocabulary, String... inputs) {
        Vocabulary tokens = Vocabulary.read(SharedData.file("vocab/" + vocabulary + "/vocab.txt"));
        List<Path> paths = Arrays.stream(inputs).map(SharedData::file).toList();
        return CorpusPreparation.of(paths, BertTokenizer.of(tokens, TokenizerOptions.UNCASED))
                .prepare(directory, 2, CorpusListener.SILENT);
    }
}
