package org.bert4j.corpus;

import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.BertTokenizer;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/// How a corpus is made of text files.
///
/// ```java
/// MappedTokenCorpus corpus =
///         CorpusPreparation.of(List.of(Path.of("books")), tokenizer)
///                 .prepare(Bert4jHome.corpora(), 2, CorpusListener.SILENT);
/// System.out.println(corpus.report().summary());
/// ```
///
/// Documents that repeat an earlier one, paragraph by paragraph, are left out, and if it is asked for, those that resemble
/// one.
///
/// @param inputs         files and folders, see [CorpusFiles]
/// @param encoding       of all files, if they are not UTF-8
/// @param layout         of plain text; if it is not given, the beginning of each file tells
/// @param tokenizer      that makes the tokens
/// @param segmenter      that says where Chinese words are, if these are wanted
/// @param nearDuplicates the Jaccard similarity of runs of five words, or Chinese characters, from which on a document
///                       that resembles an earlier one is left out, if such documents are to be
public record CorpusPreparation(
        List<Path> inputs,
        Optional<Charset> encoding,
        Optional<TextLayout> layout,
        BertTokenizer tokenizer,
        Optional<WordSegmenter> segmenter,
        OptionalDouble nearDuplicates) {
    /// Documents less alike than that have little in common.
    public static final double LEAST_SIMILARITY = 0.5;

    public CorpusPreparation {
        inputs = List.copyOf(inputs);
        nearDuplicates.ifPresent(CorpusPreparation::requireSimilarity);
    }

    /// UTF-8, the layout found, no Chinese words.
    public static CorpusPreparation of(List<Path> inputs, BertTokenizer tokenizer) {
        return new CorpusPreparation(
                inputs,
                Optional.empty(),
                Optional.empty(),
                tokenizer,
                Optional.empty(),
                OptionalDouble.empty());
    }

    public CorpusPreparation withEncoding(Charset encoding) {
        return new CorpusPreparation(
                inputs, Optional.of(encoding), layout, tokenizer, segmenter, nearDuplicates);
    }

    public CorpusPreparation withLayout(TextLayout layout) {
        return new CorpusPreparation(
                inputs, encoding, Optional.of(layout), tokenizer, segmenter, nearDuplicates);
    }

    public CorpusPreparation withSegmenter(WordSegmenter segmenter) {
        return new CorpusPreparation(
                inputs, encoding, layout, tokenizer, Optional.of(segmenter), nearDuplicates);
    }

    /// Leaves out documents whose similarity to an earlier one is at least this.
    ///
    /// @throws IllegalArgumentException if it is not from [#LEAST_SIMILARITY] to 1
    public CorpusPreparation withoutNearDuplicates(double similarity) {
        return new CorpusPreparation(
                inputs, encoding, layout, tokenizer, segmenter, OptionalDouble.of(similarity));
    }

    /// Makes the corpus, or finds it if it was made before of the same text with the same options.
    ///
    /// It is written beside under a name of its own and renamed when it is whole, so that a preparation that was cut off
    /// leaves nothing behind that could be taken for one.
    ///
    /// @param cache   directory of corpora alone; it need not exist yet
    /// @param threads that tokenize; the result is the same for any number
    /// @throws BadInputException if a file is no text, there is no text at all, or the cache cannot be written
    public MappedTokenCorpus prepare(Path cache, int threads, CorpusListener listener) {
        return new CorpusCache(cache, threads, listener).corpus(this);
    }

    private static void requireSimilarity(double similarity) {
        if (!(similarity >= LEAST_SIMILARITY && similarity <= 1)) {
            throw new IllegalArgumentException(
                    "The similarity of near-duplicates is %s; it must be from %s to 1"
                            .formatted(similarity, LEAST_SIMILARITY));
        }
    }
}
