package org.bert4j.bench;

import java.util.random.RandomGenerator;

/// How long rows are in real data, in tokens with `[CLS]` and `[SEP]`: deciles, with a straight line between.
enum LengthMix {
    /// SST-2's training sentences: 23 on average.
    SENTENCES(3, 10, 13, 17, 19, 22, 25, 29, 33, 38, 67),
    /// Questions of SQuAD with their paragraphs, in windows of 384: 183 on average.
    PARAGRAPHS(41, 102, 122, 135, 149, 166, 185, 209, 244, 295, 384);

    private final int[] deciles;

    LengthMix(int... deciles) {
        this.deciles = deciles;
    }

    /// @param longest what is longer is cut
    int draw(RandomGenerator random, int longest) {
        double place = random.nextDouble() * (deciles.length - 1);
        int below = (int) place;
        double length = deciles[below] + (place - below) * (deciles[below + 1] - deciles[below]);
        return Math.min(longest, (int) Math.round(length));
    }
}
