package org.bert4j.corpus;

import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.BertTokenizer;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How a corpus is made of text files.
///
/// ```java
/// MappedTokenCorpus corpus =
///         CorpusPreparation.of(List.of(Path.of("books")), tokenizer)
///                 .prepare(Bert4jHome.corpora(), 2, CorpusListener.SILENT);
/// System.out.println(corpus.report().summary());
/// ```
///
/// Documents that repeat an earlier one, paragraph by paragraph, are left out.
///
/// @param inputs    files and folders, see [CorpusFiles]
/// @param encoding  of all files, if they are not UTF-8
/// @param layout    of plain text; if it is not given, the beginning of each file tells
/// @param tokenizer that makes the tokens
/// @param segmenter that says where Chinese words are, if these are wanted
public record CorpusPreparation(
        List<Path> inputs,
        Optional<Charset> encoding,
        Optional<TextLayout> layout,
        BertTokenizer tokenizer,
        Optional<WordSegmenter> segmenter) {
    public CorpusPreparation {
        inputs = List.copyOf(inputs);
    }

    /// UTF-8, the layout found, no Chinese words.
    public static CorpusPreparation of(List<Path> inputs, BertTokenizer tokenizer) {
        return new CorpusPreparation(
                inputs, Optional.empty(), Optional.empty(), tokenizer, Optional.empty());
    }

    public CorpusPreparation withEncoding(Charset encoding) {
        return new CorpusPreparation(inputs, Optional.of(encoding), layout, tokenizer, segmenter);
    }

    public CorpusPreparation withLayout(TextLayout layout) {
        return new CorpusPreparation(inputs, encoding, Optional.of(layout), tokenizer, segmenter);
    }

    public CorpusPreparation withSegmenter(WordSegmenter segmenter) {
        return new CorpusPreparation(inputs, encoding, layout, tokenizer, Optional.of(segmenter));
    }

    /// Makes the corpus, or finds it if it was made before of the same text with the same options.
    ///
    /// It is written beside under a name of its own and renamed when it is whole, so that a preparation that was cut off
    /// leaves nothing behind that could be taken for one.
    ///
    /// @param cache   directory of corpora alone; it need not exist yet
    /// @param threads that tokenize
    /// @throws BadInputException if a file is no text, there is no text at all, or the cache cannot be written
    public MappedTokenCorpus prepare(Path cache, int threads, CorpusListener listener) {
        return new CorpusCache(cache, threads, listener).corpus(this);
    }
}
