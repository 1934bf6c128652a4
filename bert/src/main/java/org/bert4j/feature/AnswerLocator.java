package org.bert4j.feature;

import org.bert4j.dataset.AnswerSpan;
import org.bert4j.tokenizer.Tokens;

import java.util.Optional;

/// Finds the tokens of an annotated answer.
interface AnswerLocator {
    /// @param context the whole context in tokens
    /// @param answer the answer in characters of the context
    /// @return nothing if the tokens do not hold the answer and it cannot be trained on
    Optional<TokenSpan> locate(Tokens context, AnswerSpan answer);
}
