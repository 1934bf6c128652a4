package org.bert4j.task;

import org.bert4j.layer.Dropout;
import org.bert4j.tensor.Tensor;

import java.util.function.Supplier;

/// R-Drop (Wu et al. 2021, "R-Drop: regularized dropout for neural networks"): every example passes the model twice, each
/// time with other dropout, and the two distributions are drawn together. The loss is the mean of both losses plus
/// `strength` times the mean of the two Kullback-Leibler divergences; in the paper both are sums.
///
/// @param model    whose answers are distributions
/// @param strength of the pull, above 0
record TwicePassed<E>(LabelDistribution<E> model, double strength) {
    /// @param pass runs the examples through the encoder once more
    /// @return     summed over the items
    Tensor loss(Supplier<Encoded<E>> pass, Dropout dropout) {
        Encoded<E> first = pass.get();
        Tensor one = model.logits(first, dropout);
        Encoded<E> second = pass.get();
        Tensor other = model.logits(second, dropout);
        Tensor losses =
                model.loss(one, first.items()).plus(model.loss(other, second.items())).times(0.5);
        Tensor logOne = one.logSoftmax(-1);
        Tensor logOther = other.logSoftmax(-1);
        Tensor apart = logOne.minus(logOther);
        // KL(p, q) + KL(q, p) = sum of (p - q) * (log p - log q)
        Tensor divergence = one.softmax(-1).minus(other.softmax(-1)).times(apart).sum().times(0.5);
        return losses.plus(divergence.times(strength));
    }
}
