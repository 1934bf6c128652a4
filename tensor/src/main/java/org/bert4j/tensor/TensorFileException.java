package org.bert4j.tensor;

/// A file of tensors that cannot be read or written.
///
/// The message is one sentence: the file, the tensor, what was wrong with the numbers, what to do.
/// Control characters in it, which only damaged names have, are shown as `?`.
public final class TensorFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TensorFileException(String message) {
        super(oneLine(message));
    }

    public TensorFileException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    private static String oneLine(String message) {
        return message.replaceAll("\\p{Cntrl}", "?");
    }
}
