package org.bert4j.corpus;

/// The shingles of a text: each run of [#WORDS] words in a row (Broder 1997). How alike two documents are is the share of
/// their shingles that both have.
///
/// A word is a run of letters and digits, capitals or not; a Chinese character or kana is one by itself. Marks and blanks
/// only part words. No shingle reaches from one paragraph into the next, so the shingles of a document do not depend on
/// the parts it is read in; a paragraph of fewer words is one shingle.
///
/// Not safe for several threads.
final class Shingles {
    static final int WORDS = 5;

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final ShingleSummary taker;
    private final long[] latest = new long[WORDS]; // hashes of words, in a ring
    private int words; // of the paragraph so far

    /// @param taker takes the hash of each shingle
    Shingles(ShingleSummary taker) {
        this.taker = taker;
    }

    /// Adds those of a paragraph.
    void add(String paragraph) {
        words = 0;
        long word = FNV_OFFSET; // what is left of it if no letter came
        for (int i = 0; i < paragraph.length(); ) {
            int c = paragraph.codePointAt(i);
            i += Character.charCount(c);
            boolean isLetter = Character.isLetterOrDigit(c);
            boolean isAlone = isLetter && isWordByItself(c);
            if (!isLetter || isAlone) {
                addWord(word);
                word = FNV_OFFSET;
            }
            if (isLetter) {
                word = (word ^ Character.toLowerCase(c)) * FNV_PRIME;
            }
            if (isAlone) {
                addWord(word);
                word = FNV_OFFSET;
            }
        }
        addWord(word);
        if (words > 0 && words < WORDS) {
            addShingle(0, words);
        }
    }

    private static boolean isWordByItself(int c) {
        return Character.isBmpCodePoint(c)
                ? Sentences.isChinese((char) c)
                : Character.isIdeographic(c);
    }

    private void addWord(long word) {
        if (word == FNV_OFFSET) {
            return;
        }
        latest[words % WORDS] = word;
        words++;
        if (words >= WORDS) {
            addShingle(words - WORDS, words);
        }
    }

    private void addShingle(int from, int to) {
        long hash = to - from;
        for (int i = from; i < to; i++) {
            hash = DocumentHash.mix(hash + latest[i % WORDS]);
        }
        taker.add(hash);
    }
}
