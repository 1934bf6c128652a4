package org.bert4j.tensor;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.global.torch;

/// What a loss says of a parameter, until an optimizer takes it.
///
/// There are two places. Where layers compute with the parameter itself, libtorch adds up gradients in float32. Where they
/// compute with a copy of it, the copy's gradient is kept as it is, in the number format of the copy, as long as nothing is
/// to be added to it: so a batch that is computed in one piece needs no float32 gradients of its matrices at all, neither
/// cleared nor written.
final class ParameterGradient {
    private final org.bytedeco.pytorch.Tensor parameter;
    private org.bytedeco.pytorch.Tensor
            home; // of float32 gradients, in an optimizer's buffer, or null
    private org.bytedeco.pytorch.Tensor kept; // of a copy, or null
    private boolean ofCopies; // has it ever come from one?
    private RowUse rows; // of tables, or null

    ParameterGradient(org.bytedeco.pytorch.Tensor parameter) {
        this.parameter = parameter;
    }

    /// From now on, float32 gradients are added up there.
    void moveTo(org.bytedeco.pytorch.Tensor zeros) {
        home = zeros;
        parameter.mutable_grad().reset();
    }

    /// The buffer is given back, and the gradient with it.
    void leaveHome() {
        if (!parameter.isNull()) {
            forgetKept();
            parameter.mutable_grad().reset();
        }
        home.close();
        home = null;
    }

    /// From now on it is known which rows have a gradient.
    void countRows() {
        rows = new RowUse(parameter.size(0));
    }

    /// Which rows have one; null if nobody counts.
    RowUse rows() {
        return rows;
    }

    /// All rows may get one.
    void usedWhole() {
        if (rows != null) {
            rows.addAll();
        }
    }

    /// Takes over what a copy got.
    void add(org.bytedeco.pytorch.Tensor more) {
        usedWhole();
        ofCopies = true;
        boolean first = kept == null && !parameter.grad().defined();
        if (first && rows == null && more.is_contiguous()) {
            kept = more;
            kept.retainReference(); // whatever scope is open
        } else {
            sum().add_(more);
        }
    }

    /// Adds to some rows.
    ///
    /// @param ids     distinct rows, and once more as a tensor
    /// @param more `[ids, width]`
    void add(int[] ids, Tensor numbers, org.bytedeco.pytorch.Tensor more) {
        sum().index_add_(0, numbers.handle, more);
        for (int id : ids) {
            rows.add(id);
        }
    }

    /// What a copy got and nothing was added to; null if the gradient is [#sum].
    Tensor ofCopy() {
        return kept == null || parameter.grad().defined() ? null : new Tensor(kept);
    }

    boolean isEmpty() {
        return kept == null && !parameter.grad().defined();
    }

    /// All of it in float32; zeros if there is none.
    org.bytedeco.pytorch.Tensor sum() {
        if (!parameter.grad().defined()) {
            parameter.mutable_grad().put(home == null ? torch.zeros_like(parameter) : home.zero_());
        } else if (home != null
                && parameter.grad().data_ptr().address() != home.data_ptr().address()) {
            parameter
                    .mutable_grad()
                    .put(home.copy_(parameter.grad())); // libtorch made a place itself
        }
        if (kept != null) {
            parameter.grad().add_(kept);
            forgetKept();
        }
        return parameter.grad();
    }

    /// Starts over. What libtorch will add to again becomes zeros; where a copy's gradient is expected, nothing is touched.
    void clear() {
        forgetKept();
        if (rows == null && ofCopies) {
            parameter.mutable_grad().reset();
        } else if (parameter.grad().defined()) {
            clearSum();
        }
    }

    private void clearSum() {
        if (rows == null) {
            sum().zero_();
            return;
        }
        int[] used = rows.now().stream().toArray();
        if (used.length > 0) {
            sum().index_fill_(0, Tensor.of(used).handle, new Scalar(0));
        }
        rows.clear();
    }

    private void forgetKept() {
        if (kept != null) {
            kept.close();
            kept = null;
        }
    }
}
