package org.bert4j.pretraining;

import java.util.stream.IntStream;

/// Masks one row.
///
/// Counted selection, single or in runs, asks for its draws in the order of `create_masked_lm_predictions` in
/// google-research/bert and google-research/albert. The latter draws the length of a run even where only one word is
/// left, shortens runs that would overshoot, and passes over those that touch a token chosen before.
final class RowMasker {
    private final PlainRow row;
    private final Masking masking;
    private final SpecialIds special;
    private final Draws draws;
    private final WordGroups groups;
    private final int[] seen; // what the model will see
    private final boolean[] chosen;
    private int count;

    private RowMasker(PlainRow row, Masking masking, SpecialIds special, Draws draws) {
        this.row = row;
        this.masking = masking;
        this.special = special;
        this.draws = draws;
        this.groups = WordGroups.of(row, special, masking.wholeWords());
        this.seen = row.inputIds().clone();
        this.chosen = new boolean[row.length()];
    }

    static PretrainingRow mask(PlainRow row, Masking masking, SpecialIds special, Draws draws) {
        RowMasker masker = new RowMasker(row, masking, special, draws);
        switch (masking.selection()) {
            case Selection.Share _ -> masker.chooseCounted(masker.share());
            case Selection.AtMost(int most) -> masker.chooseCounted(Math.min(most, masker.share()));
            case Selection.Independent _ -> masker.chooseIndependently();
        }
        return masker.result();
    }

    /// Halves are rounded to the even number, as Python does.
    private int share() {
        return Math.max(1, (int) Math.rint(row.length() * masking.rate()));
    }

    private void chooseIndependently() {
        for (int group = 0; group < groups.size(); group++) {
            if (draws.random() < masking.rate()) {
                replace(group, 1);
            }
        }
    }

    private void chooseCounted(int wanted) {
        int[] order = IntStream.range(0, groups.size()).toArray();
        draws.shuffle(order);
        for (int group : order) {
            if (count >= wanted) {
                return;
            }
            int words = fitting(group, wanted - count);
            if (words > 0 && isFree(group, words)) {
                replace(group, words);
            }
        }
    }

    /// How many words from this one on are taken together; none if the first alone would overshoot.
    private int fitting(int group, int room) {
        int words = nGram(Math.min(masking.longestNGram(), groups.size() - group));
        while (words > 0 && groups.tokens(group, words) > room) {
            words--;
        }
        return words;
    }

    /// From 1 to `longest`, with chances proportional to 1, 1/2, 1/3 ...
    private int nGram(int longest) {
        if (masking.longestNGram() == 1) {
            return 1;
        }
        double all = IntStream.rangeClosed(1, longest).mapToDouble(n -> 1.0 / n).sum();
        double left = draws.random() * all;
        int words = 1;
        while (words < longest && left >= 1.0 / words) {
            left -= 1.0 / words;
            words++;
        }
        return words;
    }

    private boolean isFree(int group, int words) {
        for (int i = groups.starts()[group]; i < groups.starts()[group + words]; i++) {
            if (chosen[groups.positions()[i]]) {
                return false;
            }
        }
        return true;
    }

    private void replace(int group, int words) {
        for (int i = groups.starts()[group]; i < groups.starts()[group + words]; i++) {
            int position = groups.positions()[i];
            chosen[position] = true;
            seen[position] = replacement(row.inputIds()[position]);
            count++;
        }
    }

    private int replacement(int id) {
        if (draws.random() < masking.maskShare()) {
            return special.mask();
        }
        double kept = masking.keepShare() / (masking.keepShare() + masking.randomShare());
        return draws.random() < kept ? id : draws.below(special.vocabularySize());
    }

    private PretrainingRow result() {
        int[] positions = new int[count];
        int[] ids = new int[count];
        int next = 0;
        for (int position = 0; position < chosen.length; position++) {
            if (chosen[position]) {
                positions[next] = position;
                ids[next++] = row.inputIds()[position];
            }
        }
        return new PretrainingRow(seen, row.tokenTypeIds(), positions, ids, row.label());
    }
}
