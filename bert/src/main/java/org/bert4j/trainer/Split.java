package org.bert4j.trainer;

import org.bert4j.dataset.Folds;
import org.bert4j.dataset.HoldOut;
import org.bert4j.tokenizer.BadInputException;

import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
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

    /// Whether a text is held out.
    ///
    /// @param texts a pass over all of them
    /// @throws BadInputException if there are too few
    default Predicate<String> held(Iterator<String> texts, long seed) {
        return switch (this) {
            case Share(double share) -> HoldOut.choose(texts, share, seed)::holds;
            case Fold(int index, int count) -> {
                Folds folds = new Folds(count, seed);
                requireFilled(folds, texts);
                yield text -> folds.fold(text) == index;
            }
        };
    }

    private static void requireFilled(Folds folds, Iterator<String> texts) {
        Set<Integer> filled = new HashSet<>();
        while (texts.hasNext() && filled.size() < folds.folds()) {
            filled.add(folds.fold(texts.next()));
        }
        if (filled.size() < folds.folds()) {
            throw new BadInputException(
                    "Only %d of the %d folds get a text, which a hash decides; use fewer --folds, give more data, or try another --seed."
                            .formatted(filled.size(), folds.folds()));
        }
    }
}
