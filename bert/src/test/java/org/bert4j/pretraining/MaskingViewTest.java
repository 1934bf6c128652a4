package org.bert4j.pretraining;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.feature.QaFeatures;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenizerOptions;
import org.bert4j.tokenizer.Vocabulary;
import org.junit.jupiter.api.Test;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

class MaskingViewTest {
    private static final String TEXT = "A lighthouse stands where ships lose their way.";

    @Test
    void oneSentenceMaskedTwentyTimes() {
        List<String> lines = view(42).lines(TEXT, 20);
        assertEquals(21, lines.size());
        assertEquals(
                "[CLS] a light ##h ##o ##u ##se stands where shi ##ps lose their w ##ay . [SEP]",
                lines.getFirst());
        for (String line : lines.subList(1, 21)) {
            assertEquals(3, changes(lines.getFirst(), line), line); // 15 % of 17
        }
    }

    @Test
    void allThreeKindsAreShown() {
        String lines = String.join("\n", view(42).lines(TEXT, 200));
        assertTrue(lines.contains("[MASK]"));
        assertTrue(lines.contains("(stands)"));
        assertTrue(lines.matches("(?s).*\\{[^ ]+}.*"), lines);
    }

    @Test
    void theSameSeedShowsTheSame() {
        assertEquals(view(1).lines(TEXT, 20), view(1).lines(TEXT, 20));
        assertNotEquals(view(1).lines(TEXT, 20), view(2).lines(TEXT, 20));
    }

    private static long changes(String plain, String masked) {
        String[] before = plain.split(" ");
        String[] after = masked.split(" ");
        assertEquals(before.length, after.length, masked);
        return Stream.iterate(0, i -> i < before.length, i -> i + 1)
                .filter(i -> !before[i].equals(after[i]))
                .count();
    }

    private static MaskingView view(long seed) {
        return new MaskingView(tokenizer(), Masking.SHARE, seed);
    }

    private static BertTokenizer tokenizer() {
        try {
            Path file = Path.of(QaFeatures.class.getResource("sample-vocab.txt").toURI());
            return BertTokenizer.of(Vocabulary.read(file), TokenizerOptions.UNCASED);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
