package org.bert4j.trainer;

import java.util.Arrays;

/// Training met a loss or gradient that is not a number: the run has stopped there, and the last checkpoint is good.
public final class NonFiniteException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NonFiniteException(long step, double loss, String parameter, int[] examples) {
        super(
                "Step %d: the loss is %s and the gradient of %s is not finite (examples %s of this epoch's order); the last checkpoint is untouched: go on from it with a lower learning rate or --precision fp32."
                        .formatted(step, loss, parameter, Arrays.toString(examples)));
    }
}
