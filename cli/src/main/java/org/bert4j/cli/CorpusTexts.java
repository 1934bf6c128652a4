package org.bert4j.cli;

import org.bert4j.corpus.CorpusFile;
import org.bert4j.corpus.CorpusFiles;
import org.bert4j.corpus.CorpusLines;
import org.bert4j.vocabulary.TextSource;

import java.util.List;

/// The files of a corpus as texts to count words in.
final class CorpusTexts {
    private CorpusTexts() {}

    static List<TextSource> of(CorpusFiles files) {
        return files.files().stream().map(CorpusTexts::text).toList();
    }

    private static TextSource text(CorpusFile file) {
        return () -> new Lines(file.open());
    }

    private record Lines(CorpusLines lines) implements TextSource.Lines {
        @Override
        public String next() {
            return lines.next();
        }

        @Override
        public void close() {
            lines.close();
        }
    }
}
