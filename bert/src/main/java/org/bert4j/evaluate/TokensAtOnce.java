package org.bert4j.evaluate;

import org.bert4j.tensor.Device;

/// How many padded tokens are computed at once where nothing is learnt: on the processor so few that what a layer makes
/// of them lies near it for the next; a GPU has more to keep busy.
final class TokensAtOnce {
    private static final int OF_PROCESSOR = 2048;
    private static final int OF_GPU = 6144;

    private TokensAtOnce() {}

    static int most() {
        return Device.isCpu() ? OF_PROCESSOR : OF_GPU;
    }
}
