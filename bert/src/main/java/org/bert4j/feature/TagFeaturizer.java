package org.bert4j.feature;

import org.bert4j.dataset.TaggedText;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.Encoding;
import org.bert4j.tokenizer.Tokens;
import org.bert4j.tokenizer.Window;
import org.bert4j.tokenizer.WindowStride;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Makes rows of texts whose words are to be tagged. A word's tag is decided at its first token, as
/// in transformers' `run_ner.py`.
///
/// A text that is longer than a row is cut into windows, so that nothing is lost; each word is
/// decided in one window only, the one that gives its first token the most context on the poorer
/// side.
///
/// Some words are decided nowhere, and stay `O`: those of which the tokenizer leaves nothing, such as
/// a lone control character, and those whose only token belongs to the word before, such as `MASK`
/// in the token `[MASK]`.
///
/// @param maxLength     tokens in a row, `[CLS]` and `[SEP]` included
/// @param overlapTokens tokens that a window shares with the one before
public record TagFeaturizer(BertTokenizer tokenizer, int maxLength, int overlapTokens) {
    private static final int SPECIAL_TOKENS = 2;

    public TagFeaturizer {
        int room = maxLength - SPECIAL_TOKENS;
        if (overlapTokens < 0 || overlapTokens >= room) {
            throw new IllegalArgumentException(
                    ("overlapTokens is %d; it must be 0 or more and below %d, which is maxLength %d"
                                    + " without [CLS] and [SEP]")
                            .formatted(overlapTokens, room, maxLength));
        }
    }

    /// The rows of a text; none if no word has a token.
    public List<TagFeature> features(TaggedText text) {
        Tokens tokens = tokenizer.tokenize(text.text());
        FirstTokens decided = FirstTokens.of(text, tokens);
        WindowStride stride = new WindowStride.Overlap(overlapTokens);
        ContextWindows windows =
                ContextWindows.over(tokens.size(), maxLength - SPECIAL_TOKENS, stride);
        List<TagFeature> features = new ArrayList<>();
        for (int window = 0, next = 0; window < windows.windows().size(); window++) {
            int first = next;
            while (next < decided.size() && windows.isMaxContext(window, decided.tokens()[next])) {
                next++;
            }
            if (next > first) {
                Window shown = windows.windows().get(window);
                features.add(feature(tokens, shown, decided.part(first, next)));
            }
        }
        return features;
    }

    /// The rows of a text to learn from.
    ///
    /// @throws BadInputException if it has no tags, or no word has a token
    public List<TagFeature> trainingFeatures(TaggedText text) {
        if (text.words() > 0 && !text.isLabelled()) {
            throw new BadInputException(
                    "%s has no tags; train and evaluate on labelled texts."
                            .formatted(text.place()));
        }
        List<TagFeature> features = features(text);
        if (features.isEmpty()) {
            throw new BadInputException(
                    "%s: the tokenizer leaves nothing of the text \"%s\"; remove it."
                            .formatted(text.place(), text.text()));
        }
        return features;
    }

    private TagFeature feature(Tokens tokens, Window window, FirstTokens decided) {
        Encoding row = tokenizer.encode(tokens.part(window));
        int shift = 1 - window.start(); // [CLS] stands before the window
        int[] positions = Arrays.stream(decided.tokens()).map(token -> token + shift).toArray();
        return new TagFeature(row.inputIds(), row.tokenTypeIds(), decided.words(), positions);
    }
}
