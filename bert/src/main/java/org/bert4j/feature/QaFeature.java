package org.bert4j.feature;

import org.bert4j.dataset.QaExample;
import org.bert4j.tokenizer.Window;

import java.util.Arrays;

/// One model input: `[CLS] question [SEP] window [SEP]`, a question with a window of its context.
///
/// It is a view: texts and tokens are shared with the other features of the paragraph, and ids are
/// written out when asked for. *Positions* count the tokens of the input from `[CLS]`, which is 0.
/// Immutable.
public final class QaFeature implements TokenRow {
    private final QaInput input;
    private final int windowIndex;
    private final int startPosition;
    private final int endPosition;

    QaFeature(QaInput input, int windowIndex, int startPosition, int endPosition) {
        this.input = input;
        this.windowIndex = windowIndex;
        this.startPosition = startPosition;
        this.endPosition = endPosition;
    }

    /// A feature that holds no answer: its label is `[CLS]`.
    static QaFeature withoutAnswer(QaInput input, int windowIndex) {
        return new QaFeature(input, windowIndex, 0, 0);
    }

    /// A feature of a question whose answer lies at these context tokens: labelled with them if
    /// this window holds them all.
    static QaFeature withAnswer(QaInput input, int windowIndex, TokenSpan answer) {
        Window window = input.windows().windows().get(windowIndex);
        if (!answer.isInside(window)) {
            return withoutAnswer(input, windowIndex);
        }
        int shift = input.questionIds().length + 2 - window.start();
        return new QaFeature(input, windowIndex, answer.first() + shift, answer.last() + shift);
    }

    QaInput input() {
        return input;
    }

    public QaExample example() {
        return input.example();
    }

    /// Which of the question's windows this is, from 0.
    public int windowIndex() {
        return windowIndex;
    }

    /// The context tokens in this input.
    public Window window() {
        return input.windows().windows().get(windowIndex);
    }

    /// Tokens in this input, without padding.
    @Override
    public int length() {
        return QaFeatureOptions.SPECIAL_TOKENS + input.questionIds().length + window().length();
    }

    /// Position of the answer's first token; 0, `[CLS]`, if this window does not hold the answer,
    /// the question is impossible, or the feature was made for prediction.
    public int startPosition() {
        return startPosition;
    }

    /// Position of the answer's last token; 0 in the same cases as [#startPosition()].
    public int endPosition() {
        return endPosition;
    }

    /// `[length]` token ids.
    @Override
    public int[] inputIds() {
        int[] ids = new int[length()];
        copyTo(ids, new int[ids.length], 0);
        return ids;
    }

    /// `[length]` 0 for `[CLS] question [SEP]`, 1 for `window [SEP]`.
    @Override
    public int[] tokenTypeIds() {
        int[] types = new int[length()];
        copyTo(new int[types.length], types, 0);
        return types;
    }

    /// Writes the [#length()] ids and types into a batch's arrays, beginning at `offset`; leaves
    /// what comes after them alone.
    public void copyTo(int[] inputIds, int[] tokenTypeIds, int offset) {
        int[] question = input.questionIds();
        Window window = window();
        int contextAt = offset + firstContextPosition();
        int end = contextAt + window.length() + 1;
        inputIds[offset] = input.clsId();
        System.arraycopy(question, 0, inputIds, offset + 1, question.length);
        inputIds[contextAt - 1] = input.sepId();
        for (int i = 0; i < window.length(); i++) {
            inputIds[contextAt + i] = input.context().id(window.start() + i);
        }
        inputIds[end - 1] = input.sepId();
        Arrays.fill(tokenTypeIds, offset, contextAt, 0);
        Arrays.fill(tokenTypeIds, contextAt, end, 1);
    }

    /// Position of the window's first token.
    public int firstContextPosition() {
        return input.questionIds().length + 2;
    }

    /// Whether the token at this position comes from the context, so that an answer may end there.
    public boolean isContext(int position) {
        int i = position - firstContextPosition();
        return i >= 0 && i < window().length();
    }

    /// Whether an answer may start at this position: a context token, and in Google's way one that
    /// no other window gives more context.
    public boolean mayStartAnswer(int position) {
        return isContext(position) && (!input.maxContextOnly() || isMaxContext(position));
    }

    /// Whether no other window gives the context token at this position more context.
    public boolean isMaxContext(int position) {
        return input.windows().isMaxContext(windowIndex, contextToken(position));
    }

    /// Where the token at this position begins in the context, in UTF-16 units.
    ///
    /// @throws IndexOutOfBoundsException if it is no context token
    public int sourceStart(int position) {
        return input.context().start(contextToken(position));
    }

    /// Where the token at this position ends in the context, exclusive, in UTF-16 units.
    ///
    /// @throws IndexOutOfBoundsException if it is no context token
    public int sourceEnd(int position) {
        return input.context().end(contextToken(position));
    }

    private int contextToken(int position) {
        if (!isContext(position)) {
            throw new IndexOutOfBoundsException(
                    "Position %d is no context token; those are %d to %d."
                            .formatted(
                                    position,
                                    firstContextPosition(),
                                    firstContextPosition() + window().length() - 1));
        }
        return window().start() + position - firstContextPosition();
    }
}
