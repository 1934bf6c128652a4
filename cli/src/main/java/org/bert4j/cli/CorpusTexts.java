package org.bert4j.cli;

import org.bert4j.corpus.CorpusFile;
import org.bert4j.corpus.CorpusFiles;
import org.bert4j.corpus.Paragraph;
import org.bert4j.corpus.ParagraphReader;
import org.bert4j.vocabulary.TextSource;

import java.util.List;

/// The files of a corpus as texts to count words in: the same paragraphs that `pretrain` tokenizes, so no mark of
/// Markdown becomes a token.
final class CorpusTexts {
    private CorpusTexts() {}

    static List<TextSource> of(CorpusFiles files) {
        return files.files().stream().map(CorpusTexts::text).toList();
    }

    private static TextSource text(CorpusFile file) {
        return () -> new Paragraphs(file.paragraphs());
    }

    private record Paragraphs(ParagraphReader reader) implements TextSource.Lines {
        @Override
        public String next() {
            Paragraph next = reader.next();
            return next == null ? null : next.text();
        }

        @Override
        public void close() {
            reader.close();
        }
    }
}
