package org.bert4j.corpus;

import com.hankcs.hanlp.HanLP;
import com.hankcs.hanlp.seg.Segment;
import com.hankcs.hanlp.seg.common.Term;

import java.util.BitSet;

/// Words of simplified and traditional Chinese, as HanLP's dictionary and bigrams see them (shortest path by Viterbi),
/// without its search for names. The first use loads the dictionaries, in about a second.
///
/// Only Chinese characters that stand together are looked at: what is between them parts words.
public final class ChineseWords implements WordSegmenter {
    private final Segment segment =
            HanLP.newSegment()
                    .enableAllNamedEntityRecognize(false)
                    .enablePartOfSpeechTagging(false);

    @Override
    public String name() {
        return "HanLP portable 1.8.6, Viterbi, no names";
    }

    @Override
    public BitSet insideWords(String text) {
        BitSet inside = new BitSet();
        for (int from = 0; from < text.length(); from++) {
            int to = from;
            while (to < text.length() && Character.isIdeographic(text.charAt(to))) {
                to++;
            }
            if (to - from > 1) {
                mark(text.substring(from, to), from, inside);
            }
            from = to;
        }
        return inside;
    }

    private void mark(String characters, int at, BitSet inside) {
        int start = at;
        for (Term term : segment.seg(characters)) {
            int end = start + term.word.length();
            inside.set(start + 1, end);
            start = end;
        }
    }
}
