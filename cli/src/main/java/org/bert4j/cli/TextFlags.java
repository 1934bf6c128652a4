package org.bert4j.cli;

import org.bert4j.dataset.TableShape;
import org.bert4j.dataset.TextExample;

import java.io.InputStream;

/// What the tasks on a text or a pair add to the verbs alike.
interface TextFlags<A> extends TaskFlags<TextExample, A> {
    /// How many texts `predict` takes.
    default TableShape shape() {
        return TableShape.TEXT_OR_PAIR;
    }

    @Override
    default InputLines<TextExample> lines(InputStream stdin) {
        return TextInput.lines(stdin, shape());
    }

    @Override
    default TextExample example(String text, String pair) {
        return TextInput.example(text, pair, shape());
    }
}
