package org.bert4j.corpus;

/// A hash of 128 bits of a document's paragraphs: equal documents have equal ones, and of a billion others no two are
/// likely to.
///
/// FNV-1a, and a second hash that turns as it multiplies; both over the UTF-16 units and through the finaliser of
/// MurmurHash3.
final class DocumentHash {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private long first = FNV_OFFSET;
    private long second = GOLDEN;

    void add(String paragraph) {
        long a = first;
        long b = second;
        for (int i = 0; i < paragraph.length(); i++) {
            char c = paragraph.charAt(i);
            a = (a ^ c) * FNV_PRIME;
            b = Long.rotateLeft(b + c, 23) * GOLDEN;
        }
        first = (a ^ '\n') * FNV_PRIME;
        second = Long.rotateLeft(b + '\n', 23) * GOLDEN;
    }

    long high() {
        return mix(first);
    }

    long low() {
        return mix(second);
    }

    /// A number all of whose bits depend on all bits of another.
    static long mix(long hash) {
        long h = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
