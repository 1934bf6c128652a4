package org.bert4j.layer;

import org.bert4j.tensor.DropoutMasks;
import org.bert4j.tensor.Tensor;

/// The noise of training: sets random elements to zero (Srivastava et al. 2014). It is passed along with the data, so
/// no model has a "training mode" that one thread could switch under another.
public sealed interface Dropout {
    /// No dropout: for evaluation, prediction and frozen layers.
    Dropout NONE = new None();

    /// Dropout whose masks depend on the seed and the order of calls only.
    static Dropout seeded(long seed) {
        return new Seeded(DropoutMasks.seeded(seed));
    }

    /// @param probability of an element to become zero, in [0, 1)
    Tensor apply(Tensor input, double probability);

    /// The same noise as this one makes from here on.
    Dropout copy();

    /// Nothing is dropped.
    record None() implements Dropout {
        @Override
        public Dropout copy() {
            return this;
        }

        @Override
        public Tensor apply(Tensor input, double probability) {
            return input;
        }
    }

    /// Masks are drawn from a generator of their own.
    record Seeded(DropoutMasks masks) implements Dropout {
        @Override
        public Dropout copy() {
            return new Seeded(masks.copy());
        }

        @Override
        public Tensor apply(Tensor input, double probability) {
            return masks.apply(input, probability);
        }
    }
}
