package org.bert4j.feature;

import java.util.function.IntPredicate;

/// Binary search by a condition.
final class Bisection {
    private Bisection() {}

    /// The first index from 0 to `size - 1` that fulfils a condition which, once true, stays true;
    /// `size` if none does.
    static int first(int size, IntPredicate condition) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (condition.test(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
