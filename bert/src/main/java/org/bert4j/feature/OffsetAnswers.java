package org.bert4j.feature;

import org.bert4j.dataset.AnswerSpan;
import org.bert4j.tokenizer.Tokens;

import java.util.Optional;

/// Answer positions from character offsets, as `prepare_train_features` of transformers `run_qa.py`
/// has them: from the last token that starts at or before the answer, to the first token that ends
/// at or after it.
///
/// Two defects of the reference are not repeated. Where the answer is the last token of a window
/// its search runs on over the zero offsets of `[SEP]` and the padding, and labels the start with
/// the last position of the input. And an answer whose blanks reach beyond the first or last token
/// of the context is labelled as no answer; here it is clipped.
final class OffsetAnswers implements AnswerLocator {
    @Override
    public Optional<TokenSpan> locate(Tokens context, AnswerSpan answer) {
        if (context.size() == 0) {
            return Optional.empty();
        }
        int size = context.size();
        int startsAfter = Bisection.first(size, i -> context.start(i) > answer.start());
        int endsAtOrAfter = Bisection.first(size, i -> context.end(i) >= answer.end());
        int first = Math.max(0, startsAfter - 1);
        int last = Math.min(size - 1, endsAtOrAfter);
        // Pieces of one character (Hangul letters of an uncased model) share their offsets.
        return Optional.of(new TokenSpan(Math.min(first, last), Math.max(first, last)));
    }
}
