package org.bert4j.tokenizer;

/// Something the user can mend: a missing or broken file, an option this tokenizer does not know.
///
/// The message is one sentence: what was wrong, where, and what to do.
public final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BadInputException(String message) {
        super(message);
    }

    public BadInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
