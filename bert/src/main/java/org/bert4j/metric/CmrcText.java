package org.bert4j.metric;

import org.bert4j.dataset.PythonText;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Exact match and F1 of two answers as CMRC 2018 defines them (ymcui/cmrc2018
/// `baseline/cmrc2018_evaluate.py`): Chinese characters one by one, the rest in words, and F1 from
/// the *longest common run* of tokens.
public final class CmrcText {
    /// Dropped before comparing. The official list also has "……", which is two characters and so
    /// never equals one.
    private static final String DROPPED = "-:_*^/\\~`+=，。：？！“”；’《》·、「」（）－～『』";

    private CmrcText() {}

    /// 1 if both are the same text without case, outer blanks and the listed punctuation, else 0.
    public static int exact(String reference, String prediction) {
        return bare(reference).equals(bare(prediction)) ? 1 : 0;
    }

    /// The harmonic mean of the shares of both token lists that their longest common run makes up.
    public static double f1(String reference, String prediction) {
        List<String> gold = tokens(reference);
        List<String> predicted = tokens(prediction);
        int run = longestCommonRun(gold, predicted);
        if (run == 0) {
            return 0;
        }
        double precision = (double) run / predicted.size();
        double recall = (double) run / gold.size();
        return 2 * precision * recall / (precision + recall);
    }

    /// `mixed_segmentation(text, rm_punc=True)`: dropped characters do not part words.
    static List<String> tokens(String answer) {
        List<String> tokens = new ArrayList<>();
        StringBuilder other = new StringBuilder();
        for (char c : bare(answer).toCharArray()) {
            if (isChinese(c)) {
                tokens.addAll(NltkWords.tokenize(other.toString()));
                other.setLength(0);
                tokens.add(String.valueOf(c));
            } else {
                other.append(c);
            }
        }
        tokens.addAll(NltkWords.tokenize(other.toString()));
        return tokens;
    }

    private static boolean isChinese(char c) {
        return c >= '\u4e00' && c <= '\u9fa5';
    }

    private static String bare(String answer) {
        String text = PythonText.strip(answer.toLowerCase(Locale.ROOT));
        StringBuilder kept = new StringBuilder(text.length());
        text.chars().filter(c -> DROPPED.indexOf(c) < 0).forEach(c -> kept.append((char) c));
        return kept.toString();
    }

    private static int longestCommonRun(List<String> a, List<String> b) {
        int longest = 0;
        int[] above = new int[b.size() + 1]; // length of the common run that ends at [i - 1][j]
        for (String word : a) {
            int[] row = new int[b.size() + 1];
            for (int j = 0; j < b.size(); j++) {
                row[j + 1] = word.equals(b.get(j)) ? above[j] + 1 : 0;
                longest = Math.max(longest, row[j + 1]);
            }
            above = row;
        }
        return longest;
    }
}
