package org.bert4j.layer;

import org.bert4j.tensor.DropoutMasks;
import org.bert4j.tensor.ElementType;
import org.bert4j.tensor.Tensor;

import java.util.Optional;

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

    /// What [#apply] would multiply the elements of a tensor of this shape with, on the processor: zero or a scale.
    ///
    /// @return empty if nothing is dropped
    Optional<Tensor> factors(ElementType type, double probability, long... shape);

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

        @Override
        public Optional<Tensor> factors(ElementType type, double probability, long... shape) {
            return Optional.empty();
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

        @Override
        public Optional<Tensor> factors(ElementType type, double probability, long... shape) {
            return masks.factors(type, probability, shape);
        }
    }
}
