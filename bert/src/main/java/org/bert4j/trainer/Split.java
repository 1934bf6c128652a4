package org.bert4j.trainer;

import org.bert4j.dataset.Folds;
import org.bert4j.dataset.HoldOut;
import org.bert4j.tokenizer.BadInputException;

import java.util.Arrays;
import java.util.Iterator;
import java.util.function.Predicate;

/// Which of the training examples are held out to evaluate on, where no development file is given. Examples with the
/// same text never part, whatever file they come from.
public sealed interface Split {
    /// A tenth.
    Split TENTH = new Share(0.1);

    /// A share of the distinct texts.
    record Share(double share) implements Split {
        @Override
        public String toString() {
            return String.valueOf(share);
        }
    }

    /// One part of several equal ones: with each held out once, every example is evaluated on (k-fold cross-validation).
    ///
    /// @param index from 0
    record Fold(int index, int count) implements Split {
        public Fold {
            if (count < 2 || index < 0 || index >= count) {
                throw new IllegalArgumentException(
                        "There is no fold %d of %d; use at least 2 folds".formatted(index, count));
            }
        }

        @Override
        public String toString() {
            return "fold %d of %d".formatted(index + 1, count);
        }
    }

    /// Which texts are held out.
    ///
    /// @param texts    true for those
    /// @param held     how many distinct texts are
    /// @param distinct how many distinct texts there are
    record Held(Predicate<String> texts, int held, int distinct) {}

    /// Whether a text is held out.
    ///
    /// @param texts a pass over all of them
    /// @throws BadInputException if there are too few
    default Predicate<String> held(Iterator<String> texts, long seed) {
        return choose(texts, seed).texts();
    }

    /// The same, counted.
    default Held choose(Iterator<String> texts, long seed) {
        return switch (this) {
            case Share(double share) -> {
                HoldOut holdOut = HoldOut.choose(texts, share, seed);
                yield new Held(holdOut::holds, holdOut.held(), holdOut.distinct());
            }
            case Fold(int index, int count) -> {
                Folds folds = new Folds(count, seed);
                int[] sizes = folds.sizes(texts);
                requireFilled(sizes);
                int distinct = Arrays.stream(sizes).sum();
                yield new Held(text -> folds.fold(text) == index, sizes[index], distinct);
            }
        };
    }

    private static void requireFilled(int[] sizes) {
        long filled = Arrays.stream(sizes).filter(size -> size > 0).count();
        if (filled < sizes.length) {
            throw new BadInputException(
                    "Only %d of the %d folds get a text, which a hash decides; use fewer --folds, give more data, or try another --seed."
                            .formatted(filled, sizes.length));
        }
    }
}
