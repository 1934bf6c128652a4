package org.bert4j.dataset;

/// A 64-bit hash of a text that is the same on every machine and in every run.
///
/// FNV-1a over the UTF-16 units, then the finaliser of MurmurHash3, so that near texts fall far
/// apart.
public final class TextHash {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private TextHash() {}

    static long of(String text, long seed) {
        long hash = FNV_OFFSET ^ mix(seed);
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return mix(hash);
    }

    /// The same for texts that differ in white space around them only.
    public static long ofStripped(String text) {
        return of(text.strip(), 0);
    }

    private static long mix(long hash) {
        long h = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
