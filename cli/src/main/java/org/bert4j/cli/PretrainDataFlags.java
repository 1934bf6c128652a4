package org.bert4j.cli;

import org.bert4j.corpus.ChineseWords;
import org.bert4j.corpus.CorpusPreparation;
import org.bert4j.corpus.TextLayout;
import org.bert4j.pretraining.Masking;
import org.bert4j.pretraining.PretrainingData;
import org.bert4j.pretraining.RowWay;
import org.bert4j.pretraining.SentenceObjective;
import org.bert4j.trainer.Phase;

import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/// The options of `pretrain` that say how text becomes rows.
final class PretrainDataFlags {
    private static final int SHORTEST_ROWS = 16;
    private static final double USUAL_GROWTH = 0.8;
    private static final int USUAL_PASSES = 10;
    private static final double USUAL_SHORT = 0.1;

    /// How documents are cut.
    enum Way {
        PACKED,
        GOOGLE
    }

    @Option(
            names = "--layout",
            paramLabel = "LAYOUT",
            converter = LayoutConverter.class,
            description =
                    "How lines make documents (default: seen from each file, and said)."
                            + " sentences: a sentence a line, a blank line between documents;"
                            + " documents: a document a line; paragraphs: a paragraph a line, a"
                            + " blank line between documents; running: a paragraph a line, titles"
                            + " begin documents; wrapped: short lines, a blank line between"
                            + " paragraphs.")
    private TextLayout layout;

    @Option(
            names = "--near-duplicates",
            paramLabel = "S",
            converter = SimilarityConverter.class,
            description =
                    "Leave out documents that resemble an earlier one: that share S of their"
                            + " runs of five words (or Chinese characters), from 0.5 to 1, such as"
                            + " 0.8 (default: only those that repeat one).")
    private Double nearDuplicates;

    @Option(
            names = "--chinese-words",
            description =
                    "Find the words of Chinese text, so that --whole-word masks words instead of"
                            + " characters.")
    private boolean chineseWords;

    @Option(
            names = "--objective",
            paramLabel = "O",
            defaultValue = "mlm",
            converter = ObjectiveConverter.class,
            description =
                    "mlm (default): masked tokens; mlm+nsp: and whether a sentence is the next one;"
                            + " mlm+sop: and whether two are in order.")
    private SentenceObjective objective;

    @Option(
            names = "--data",
            paramLabel = "WAY",
            description =
                    "packed: full rows of running text, new masks in every epoch (default for mlm);"
                            + " google: as google-research/bert makes them (default for the"
                            + " others).")
    private Way way;

    @ArgGroup private RowLengths lengths = new RowLengths();

    private static final class RowLengths {
        @ArgGroup(exclusive = false)
        private Growth growth = new Growth();

        @Option(
                names = "--phases",
                paramLabel = "N:SHARE",
                split = ",",
                converter = CountAndShare.Converter.class,
                description =
                        "Rows of one length after the other, each for a share of the way, such as"
                                + " 128:0.9,512:0.1: short rows are fast, and long ones teach the"
                                + " positions that are left.")
        private List<CountAndShare> phases;
    }

    private static final class Growth {
        @Option(
                names = "--max-length",
                paramLabel = "N",
                description = "Tokens of a row (default 128).")
        private int maxLength = 128;

        @Option(
                names = "--length-warmup",
                paramLabel = "SHARE",
                description =
                        "Share of the way in which rows grow from 16 tokens to --max-length,"
                                + " doubling: in short rows a model soon finds what stands next to"
                                + " what (default 0.8 for a new model, 0 for one that goes on"
                                + " learning).")
        private Double lengthWarmup;

        /// The shortest rows are soon known, and make two parts of it; the others make three each.
        List<CountAndShare> phases(boolean isNew) {
            double growing = lengthWarmup != null ? lengthWarmup : isNew ? USUAL_GROWTH : 0;
            if (!(growing >= 0 && growing < 1)) {
                throw new IllegalArgumentException(
                        "--length-warmup is %s; it must be at least 0 and below 1"
                                .formatted(growing));
            }
            List<Integer> shorter = growing == 0 ? List.of() : shorter();
            int parts = 3 * shorter.size() - 1;
            List<CountAndShare> phases = new ArrayList<>();
            for (int length : shorter) {
                double share = (phases.isEmpty() ? 2 : 3) * growing / parts;
                phases.add(new CountAndShare(length, readable(share)));
            }
            phases.add(new CountAndShare(maxLength, readable(shorter.isEmpty() ? 1 : 1 - growing)));
            return phases;
        }

        private static double readable(double share) {
            return Math.round(share * 1e12) / 1e12;
        }

        private List<Integer> shorter() {
            return IntStream.iterate(
                            SHORTEST_ROWS, length -> length < maxLength, length -> 2 * length)
                    .boxed()
                    .toList();
        }
    }

    @Option(
            names = "--mask-rate",
            paramLabel = "R",
            defaultValue = "0.15",
            description =
                    "Share of tokens to predict (default ${DEFAULT-VALUE}); a short run learns more"
                            + " with 0.3. Held-out text is masked at 0.15 in any case.")
    private double maskRate;

    @Option(names = "--whole-word", description = "Mask all pieces of a word together.")
    private boolean wholeWord;

    @Option(
            names = "--n-gram",
            paramLabel = "N",
            defaultValue = "1",
            description = "Mask up to N words in a row, as ALBERT (default ${DEFAULT-VALUE}).")
    private int nGram;

    @Option(
            names = "--dupe-factor",
            paramLabel = "N",
            description =
                    "google: passes over the text, each with cuts and masks of its own (default"
                            + " 10).")
    private OptionalInt dupeFactor = OptionalInt.empty();

    @Option(
            names = "--short-sequences",
            paramLabel = "SHARE",
            description = "google: share of documents that are cut to shorter rows (default 0.1).")
    private Double shortSequences;

    @Option(
            names = "--hold-out",
            paramLabel = "N",
            defaultValue = "50",
            description =
                    "Every Nth document is held out, to evaluate on (default ${DEFAULT-VALUE}).")
    private int holdOut;

    /// `mlm`, `mlm+nsp`, `mlm+sop`.
    static final class ObjectiveConverter implements CommandLine.ITypeConverter<SentenceObjective> {
        @Override
        public SentenceObjective convert(String text) {
            List<SentenceObjective> all = List.of(SentenceObjective.values());
            return all.stream()
                    .filter(one -> one.toString().equals(text.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new CommandLine.TypeConversionException(
                                            "'%s' is not one of %s".formatted(text, all)));
        }
    }

    /// Layouts by their labels.
    static final class LayoutConverter implements CommandLine.ITypeConverter<TextLayout> {
        @Override
        public TextLayout convert(String text) {
            return Arrays.stream(TextLayout.values())
                    .filter(one -> one.label().equals(text.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new CommandLine.TypeConversionException(
                                            "'%s' is not one of %s"
                                                    .formatted(text, TextLayout.labels())));
        }
    }

    /// From 0.5 to 1.
    static final class SimilarityConverter implements CommandLine.ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            double least = CorpusPreparation.LEAST_SIMILARITY;
            try {
                double similarity = Double.parseDouble(text);
                if (similarity >= least && similarity <= 1) {
                    return similarity;
                }
            } catch (NumberFormatException _) {
                // no number is no similarity either
            }
            throw new CommandLine.TypeConversionException(
                    "'%s' is no similarity from %s to 1; give for example 0.8"
                            .formatted(text, least));
        }
    }

    /// Lengths of rows and their shares of the way, one after the other.
    ///
    /// @param isNew whether the model has learned nothing yet
    /// @throws IllegalArgumentException if the shares make no whole
    List<CountAndShare> phases(boolean isNew) {
        List<CountAndShare> phases =
                lengths.phases == null ? lengths.growth.phases(isNew) : lengths.phases;
        Phase.requireWhole(phases.stream().map(CountAndShare::share).toList());
        return phases;
    }

    /// Do rows get longer and longer, so that the batch size counts the last ones?
    boolean isGrowing() {
        return lengths.phases == null;
    }

    /// What a length of rows is called on the command line.
    String lengthName() {
        return lengths.phases == null ? "--max-length" : "a length in --phases";
    }

    int holdOut() {
        return holdOut;
    }

    SentenceObjective objective() {
        return objective;
    }

    CorpusPreparation complete(CorpusPreparation preparation) {
        CorpusPreparation found = layout == null ? preparation : preparation.withLayout(layout);
        CorpusPreparation distinct =
                nearDuplicates == null ? found : found.withoutNearDuplicates(nearDuplicates);
        return chineseWords ? distinct.withSegmenter(new ChineseWords()) : distinct;
    }

    /// How the rows of each phase are made.
    ///
    /// @throws IllegalArgumentException if options do not go together
    List<PretrainingData> data(List<CountAndShare> phases, long seed) {
        if (holdOut < 2) {
            throw new IllegalArgumentException(
                    "--hold-out is %d; it must be at least 2".formatted(holdOut));
        }
        return phases.stream().map(phase -> data(phase.count(), seed)).toList();
    }

    private PretrainingData data(int maxLength, long seed) {
        boolean google = way == Way.GOOGLE || way == null && objective != SentenceObjective.NONE;
        Masking masking = google ? Masking.google(maxLength) : Masking.SHARE;
        return (google ? PretrainingData.GOOGLE : PretrainingData.PACKED)
                .withWay(google ? google() : packed())
                .withObjective(objective)
                .withMaxLength(maxLength)
                .withMasking(
                        masking.withRate(maskRate)
                                .withWholeWords(wholeWord)
                                .withLongestNGram(nGram))
                .withSeed(seed);
    }

    private RowWay google() {
        return new RowWay.Google(
                dupeFactor.orElse(USUAL_PASSES),
                shortSequences == null ? USUAL_SHORT : shortSequences);
    }

    private RowWay packed() {
        if (dupeFactor.isPresent()) {
            throw ofGoogle("--dupe-factor");
        }
        if (shortSequences != null) {
            throw ofGoogle("--short-sequences");
        }
        return new RowWay.Packed();
    }

    private static IllegalArgumentException ofGoogle(String option) {
        return new IllegalArgumentException(
                "%s belongs to --data google, and the rows are packed; leave it out or add --data google"
                        .formatted(option));
    }

    /// Under the names of the options; what distinguishes phases is not among them.
    Map<String, Object> describe(List<PretrainingData> how) {
        PretrainingData data = how.getFirst();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("objective", objective.toString());
        if (how.size() == 1) {
            all.put("max_length", data.maxLength());
        }
        all.put("mask_rate", maskRate);
        all.put("whole_word", wholeWord);
        all.put("n_gram", nGram);
        all.put("hold_out", holdOut);
        if (nearDuplicates != null) {
            all.put("near_duplicates", nearDuplicates);
        }
        switch (data.way()) {
            case RowWay.Packed _ -> all.put("data", "packed");
            case RowWay.Google(int dupes, double shorter) -> {
                all.put("data", "google");
                all.put("dupe_factor", dupes);
                all.put("short_sequences", shorter);
            }
        }
        return all;
    }
}
