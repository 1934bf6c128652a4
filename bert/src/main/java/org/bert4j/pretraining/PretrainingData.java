package org.bert4j.pretraining;

import org.bert4j.batch.Seeds;
import org.bert4j.corpus.TokenCorpus;
import org.bert4j.dataset.ProgramHash;
import org.bert4j.dataset.Sha256;
import org.bert4j.tokenizer.BadInputException;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;

/// How a corpus becomes rows to train on.
///
/// ```java
/// PretrainingRows rows =
///         PretrainingData.PACKED.rows(corpus, SpecialIds.of(tokenizer), cacheDirectory);
/// PretrainingRow row = rows.row(0, epoch);
/// ```
///
/// Where tokens of each row are counted, all rows of a length have as many to predict: the products of the head keep
/// their shapes, and the loss of a small batch varies less. So this is what packed rows do unless told otherwise.
///
/// @param way       how documents are cut
/// @param objective what is asked beside the masked tokens; packed rows have one part, so nothing
/// @param maxLength tokens of a row at most, special ones included; a second phase of longer rows makes its own
/// @param masking   which tokens are to be predicted
/// @param seed      of cuts and masks
public record PretrainingData(
        RowWay way, SentenceObjective objective, int maxLength, Masking masking, long seed) {
    private static final int LEAST_LENGTH = 8;
    private static final int GREATEST_LENGTH = Character.MAX_VALUE;
    private static final int LENGTH = 128;
    private static final long SEED = 12_345;

    /// The defaults of google-research/bert.
    public static final PretrainingData GOOGLE =
            new PretrainingData(
                    new RowWay.Google(10, 0.1),
                    SentenceObjective.NEXT_SENTENCE,
                    LENGTH,
                    Masking.google(LENGTH),
                    SEED);

    /// Full rows of 128 tokens, new masks in every epoch.
    public static final PretrainingData PACKED =
            new PretrainingData(
                    new RowWay.Packed(), SentenceObjective.NONE, LENGTH, Masking.SHARE, SEED);

    public PretrainingData {
        if (maxLength < LEAST_LENGTH || maxLength > GREATEST_LENGTH) {
            throw new IllegalArgumentException(
                    "maxLength is %d; it must be from %d to %d"
                            .formatted(maxLength, LEAST_LENGTH, GREATEST_LENGTH));
        }
        if (way instanceof RowWay.Packed && objective != SentenceObjective.NONE) {
            throw new IllegalArgumentException(
                    "packed rows have one part, so %s has nothing to ask; choose %s, or google's way"
                            .formatted(objective, SentenceObjective.NONE));
        }
    }

    public PretrainingData withWay(RowWay value) {
        return new PretrainingData(value, objective, maxLength, masking, seed);
    }

    public PretrainingData withObjective(SentenceObjective value) {
        return new PretrainingData(way, value, maxLength, masking, seed);
    }

    public PretrainingData withMaxLength(int value) {
        return new PretrainingData(way, objective, value, masking, seed);
    }

    public PretrainingData withMasking(Masking value) {
        return new PretrainingData(way, objective, maxLength, value, seed);
    }

    public PretrainingData withSeed(long value) {
        return new PretrainingData(way, objective, maxLength, masking, value);
    }

    /// What somebody should know who trains on this corpus: a sentence, or nothing.
    public Optional<String> warning(TokenCorpus corpus) {
        if (objective != SentenceObjective.NEXT_SENTENCE || corpus.documents() != 1) {
            return Optional.empty();
        }
        return Optional.of(
                ("The corpus is one document, so a sentence from elsewhere comes from the same"
                     + " document and %s has little to learn; put blank lines between documents, or"
                     + " choose %s.")
                        .formatted(objective, SentenceObjective.SENTENCE_ORDER));
    }

    /// The rows of a corpus. The first time, what they are made of is planned on all cores and written to a file; later
    /// runs find it there.
    ///
    /// @param cacheDirectory of such files alone; it need not exist yet
    /// @throws BadInputException if the corpus has no rows of this kind, or the cache cannot be written
    public PretrainingRows rows(TokenCorpus corpus, SpecialIds special, Path cacheDirectory) {
        requireSentences(corpus);
        RowTable table = new RowTableCache(cacheDirectory).get(planKey(corpus), planner(corpus));
        RowReader reader = new RowReader(corpus, special);
        boolean isStatic = way instanceof RowWay.Google;
        String hash = hash(corpus.hash(), toString(), special.toString());
        return new PlannedRows(table, reader, maxLength, masking, isStatic, seed, hash);
    }

    /// What another version of the program has planned is planned again.
    private String planKey(TokenCorpus corpus) {
        String program = ProgramHash.of(PretrainingData.class, Seeds.class);
        return hash(corpus.hash(), planOptions(), program);
    }

    private static String hash(String... parts) {
        return Sha256.of(String.join("\n", parts));
    }

    private void requireSentences(TokenCorpus corpus) {
        if (corpus.documents() == 0) {
            throw new BadInputException("The corpus holds no text; check the input files.");
        }
        if (objective == SentenceObjective.NONE) {
            return;
        }
        if (IntStream.range(0, corpus.documents()).noneMatch(d -> corpus.sentences(d) > 1)) {
            throw new BadInputException(
                    ("None of the %d documents has two sentences, so %s has nothing to learn; put"
                                    + " blank lines between documents only, or choose %s.")
                            .formatted(corpus.documents(), objective, SentenceObjective.NONE));
        }
    }

    private RowPlanner planner(TokenCorpus corpus) {
        return switch (way) {
            case RowWay.Google google ->
                    new GooglePlanner(corpus, google, objective, maxLength, seed);
            case RowWay.Packed _ -> new PackedPlanner(corpus, maxLength);
        };
    }

    /// The options on which plans depend.
    private String planOptions() {
        return switch (way) {
            case RowWay.Google google ->
                    "%s %s %d %d".formatted(google, objective, maxLength, seed);
            case RowWay.Packed packed -> "%s %d".formatted(packed, maxLength);
        };
    }
}
