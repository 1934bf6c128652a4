package org.bert4j.tensor;

/// Something computed with in the place of a parameter: it passes its gradient on.
interface GradientSource {
    /// Adds the gradient to that of the parameter, if the loss gave one, and forgets it.
    void passOn();
}
