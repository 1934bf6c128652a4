package org.bert4j.tensor;

import java.util.List;

/// Parameters once more, stacked, in a number format of their own; up to date whenever it is asked for. It lives as long
/// as the first of them.
final class WeightCopy implements GradientSource {
    private final List<Tensor> parameters;
    private final Tensor values;
    private long version = -1;

    WeightCopy(ElementType type, List<Tensor> parameters) {
        this.parameters = parameters;
        long[] shape = parameters.getFirst().shape();
        shape[0] = parameters.stream().mapToLong(parameter -> parameter.size(0)).sum();
        values = Tensor.empty(type, shape);
        values.handle.retainReference(); // whatever scope is open
        parameters.getFirst().freeAlso(values);
    }

    Tensor values() {
        long now = Tensor.version(parameters);
        if (now != version) {
            refresh();
            version = now;
        }
        if (values.isTrainable()) {
            Gradients.expect(this);
        }
        return values;
    }

    private void refresh() {
        values.handle.set_requires_grad(false);
        try (var _ = TensorScope.open();
                var _ = Gradients.off()) {
            long row = 0;
            for (Tensor parameter : parameters) {
                values.narrow(0, row, parameter.size(0)).handle.copy_(parameter.handle);
                row += parameter.size(0);
            }
        }
        values.handle.set_requires_grad(parameters.getFirst().isTrainable());
    }

    @Override
    public void passOn() {
        try (var _ = TensorScope.open()) {
            if (values.handle.isNull()) {
                return; // its model was closed without a way back
            }
            var gradient = values.handle.grad();
            if (!gradient.defined()) {
                return; // it took no part in the loss
            }
            Weight.learn(parameters, gradient);
            values.handle.mutable_grad().reset();
        }
    }
}
