package org.bert4j.tensor;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// An operation on tensors that could not be done: one sentence with the operation, the shapes and libtorch's reason.
public final class TensorException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TensorException(String message) {
        super(message);
    }

    public TensorException(String message, Throwable cause) {
        super(message, cause);
    }

    /// libtorch's messages carry 7 to 25 lines of C++ frames: only the first line says something.
    static TensorException of(String operation, RuntimeException cause, Tensor... inputs) {
        String reason =
                String.valueOf(cause.getMessage()).lines().findFirst().orElse("no reason given");
        String shapes =
                Stream.of(inputs)
                        .map(input -> Arrays.toString(input.shape()))
                        .collect(Collectors.joining(" and "));
        String on = inputs.length == 0 ? "" : " on " + shapes;
        return new TensorException("%s failed%s: %s".formatted(operation, on, reason), cause);
    }

    /// True if the machine's memory was the reason: the same work in smaller pieces may succeed.
    public boolean isOutOfMemory() {
        String message = getMessage();
        return message.contains("can't allocate memory") || message.contains("out of memory");
    }
}
