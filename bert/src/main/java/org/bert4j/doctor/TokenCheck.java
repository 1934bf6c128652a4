package org.bert4j.doctor;

import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenBuffer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// Looks at the texts as tokens: how many rows are too long, and what the vocabulary does not have.
final class TokenCheck implements Check {
    private static final int LONGEST = 8192; // counted
    private static final int LONGEST_ROW = 512;
    private static final int STEP = 8;
    private static final double MOST = 0.99;
    private static final double SERIOUS_CUT = 0.1;
    private static final double NOTEWORTHY = 0.001;
    private static final double SERIOUS_UNKNOWN = 0.01;
    private static final double MOSTLY_UNKNOWN = 0.2;
    private static final int REMEMBERED = 50_000;
    private static final int SHOWN = 8;
    private static final int LONGEST_PIECE = 24;

    private final BertTokenizer tokenizer;
    private final int maxLength;
    private final boolean isReadInWindows;
    private final TokenBuffer buffer = new TokenBuffer();
    private final int[] lengths = new int[LONGEST + 1];
    private final List<int[]> cut = new ArrayList<>();
    private final List<int[]> mostlyUnknown = new ArrayList<>();
    private final Map<String, Integer> unknown = new HashMap<>();
    private int rows;
    private long tokens;
    private long lost;
    private long unknownTokens;

    /// @param maxLength       of a row, special tokens included
    /// @param isReadInWindows whether nothing is lost of longer texts
    TokenCheck(BertTokenizer tokenizer, int maxLength, boolean isReadInWindows) {
        this.tokenizer = tokenizer;
        this.maxLength = maxLength;
        this.isReadInWindows = isReadInWindows;
    }

    @Override
    public void add(int row, Specimen specimen) {
        int own = 0;
        int ownUnknown = 0;
        for (String text : specimen.texts()) {
            buffer.clear();
            tokenizer.tokenize(text, buffer);
            own += buffer.size();
            ownUnknown += countUnknown(text);
        }
        int length = own + 1 + Math.min(2, specimen.texts().size()); // [CLS] and [SEP]s
        rows++;
        tokens += own;
        unknownTokens += ownUnknown;
        lengths[Math.min(length, LONGEST)]++;
        if (length > maxLength) {
            lost += length - maxLength;
            cut.add(new int[] {row});
        }
        if (ownUnknown > MOSTLY_UNKNOWN * own) {
            mostlyUnknown.add(new int[] {row});
        }
    }

    private int countUnknown(String text) {
        int count = 0;
        for (int i = 0; i < buffer.size(); i++) {
            if (buffer.ids()[i] == tokenizer.unkId()) {
                count++;
                int end = Math.min(buffer.ends()[i], buffer.starts()[i] + LONGEST_PIECE);
                String piece = text.substring(buffer.starts()[i], end);
                if (unknown.size() < REMEMBERED || unknown.containsKey(piece)) {
                    unknown.merge(piece, 1, Integer::sum);
                }
            }
        }
        return count;
    }

    /// The least length that so large a part of the rows does not exceed.
    private int quantile(double share) {
        long left = (long) Math.ceil(share * rows);
        for (int length = 0; length <= LONGEST; length++) {
            left -= lengths[length];
            if (left <= 0) {
                return length;
            }
        }
        return LONGEST;
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("tokens", tokens);
        facts.put("median_length", quantile(0.5));
        facts.put("p99_length", quantile(MOST));
        facts.put("longest", quantile(1));
        facts.put("max_length", maxLength);
        facts.put(isReadInWindows ? "rows_in_windows" : "cut_rows", cut.size());
        long padded = (long) rows * maxLength;
        facts.put("padding_at_max_length", padded == 0 ? 0 : 1 - (double) kept() / padded);
        facts.put("unknown_share", tokens == 0 ? 0 : (double) unknownTokens / tokens);
        return facts;
    }

    private long kept() {
        long sum = 0;
        for (int length = 0; length <= LONGEST; length++) {
            sum += (long) lengths[length] * Math.min(length, maxLength);
        }
        return sum;
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        if (!cut.isEmpty() && !isReadInWindows) {
            findings.add(
                    new Finding(
                            "cut",
                            cut.size() > SERIOUS_CUT * rows,
                            String.format(
                                    Locale.ROOT,
                                    "%,d of %,d rows have more than %d tokens",
                                    cut.size(),
                                    rows,
                                    maxLength),
                            String.format(
                                    Locale.ROOT,
                                    "what is behind is not seen: %.1f %% of all tokens",
                                    100.0 * lost / tokens),
                            cutRemedy(),
                            cut));
        }
        if (unknownTokens > NOTEWORTHY * tokens) {
            findings.add(
                    new Finding(
                            "unknown",
                            unknownTokens > SERIOUS_UNKNOWN * tokens,
                            String.format(
                                    Locale.ROOT,
                                    "%.2f %% of the tokens are [UNK]: %s",
                                    100.0 * unknownTokens / tokens,
                                    frequent()),
                            "the model cannot tell them from each other",
                            "choose a model of this language, or give it the words with bert4j"
                                    + " vocab extend",
                            mostlyUnknown));
        }
        return findings;
    }

    private String cutRemedy() {
        int most = Math.ceilDiv(quantile(MOST), STEP) * STEP;
        String all = "--long-text windows reads all of them";
        return most > maxLength && most <= LONGEST_ROW
                ? "--max-length %d holds 99 %% of the rows; %s".formatted(most, all)
                : all;
    }

    private String frequent() {
        return unknown.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Integer>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN)
                .map(entry -> "%s (%,d)".formatted(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
