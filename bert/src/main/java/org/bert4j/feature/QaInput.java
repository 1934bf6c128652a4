package org.bert4j.feature;

import org.bert4j.dataset.QaExample;
import org.bert4j.tokenizer.Tokens;

/// What all windows of one question share.
///
/// @param questionIds the question's token ids, already cut
/// @param context the context's tokens, shared by all questions about it
/// @param maxContextOnly whether an answer may start only at a token's best window
record QaInput(
        QaExample example,
        int[] questionIds,
        Tokens context,
        ContextWindows windows,
        boolean maxContextOnly,
        int clsId,
        int sepId) {}
