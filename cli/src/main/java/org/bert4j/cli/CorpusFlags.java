package org.bert4j.cli;

import org.bert4j.corpus.CorpusFiles;
import org.bert4j.corpus.CorpusPreparation;
import org.bert4j.tokenizer.BertTokenizer;

import picocli.CommandLine;
import picocli.CommandLine.Option;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The text that a command reads.
final class CorpusFlags {
    @Option(
            names = "--input",
            required = true,
            arity = "1..*",
            preprocessor = SeveralValues.class,
            paramLabel = "PATH",
            description = "Text files and folders of them: .txt, .md, .gz or any other text.")
    private List<Path> input;

    @Option(
            names = "--encoding",
            paramLabel = "NAME",
            converter = EncodingConverter.class,
            description = "Encoding of all files, such as GB18030 (default: UTF-8).")
    private Charset encoding;

    /// Encodings by the names that Java knows.
    static final class EncodingConverter implements CommandLine.ITypeConverter<Charset> {
        @Override
        public Charset convert(String name) {
            try {
                return Charset.forName(name);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(
                        "'%s' is no encoding; give a name such as GB18030 or ISO-8859-1"
                                .formatted(name));
            }
        }
    }

    CorpusPreparation preparation(BertTokenizer tokenizer) {
        CorpusPreparation preparation = CorpusPreparation.of(input, tokenizer);
        return encoding == null ? preparation : preparation.withEncoding(encoding);
    }

    CorpusFiles files() {
        return CorpusFiles.of(input, Optional.ofNullable(encoding));
    }
}
