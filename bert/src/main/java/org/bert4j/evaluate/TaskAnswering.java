package org.bert4j.evaluate;

import org.bert4j.layer.Dropout;
import org.bert4j.task.Encoded;
import org.bert4j.task.Item;
import org.bert4j.task.TaskModel;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.Precision;
import org.bert4j.tensor.TensorScope;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Runs examples through a model, those of like length together, and reads the answers off.
///
/// @param precision of matrix products
public record TaskAnswering<E, A>(TaskModel<E, A> model, Precision precision) {
    /// Answers in the order of the examples. All are in memory at once: give a few hundred at a time.
    public List<A> answer(List<E> examples) {
        List<Item<E>> items =
                Item.all(examples, example -> new Item<>(example, model.rows(example)));
        List<Integer> order =
                IntStream.range(0, items.size())
                        .boxed()
                        .sorted(Comparator.comparingInt(i -> -items.get(i).length()))
                        .toList();
        List<A> answers = new ArrayList<>(Collections.nCopies(items.size(), null));
        int from = 0;
        while (from < order.size()) {
            int to = endOfBatch(items, order, from);
            List<Integer> batch = order.subList(from, to);
            List<A> found = compute(batch.stream().map(items::get).toList());
            for (int i = 0; i < batch.size(); i++) {
                answers.set(batch.get(i), found.get(i));
            }
            from = to;
        }
        return answers;
    }

    private int endOfBatch(List<Item<E>> items, List<Integer> order, int from) {
        int longest = items.get(order.get(from)).length();
        int rows = 0;
        int to = from;
        while (to < order.size()) {
            rows += items.get(order.get(to)).rows().size();
            if (to > from && rows * longest > TokensAtOnce.most()) {
                return to;
            }
            to++;
        }
        return to;
    }

    private List<A> compute(List<Item<E>> items) {
        try (var _ = TensorScope.open();
                var _ = Gradients.off();
                var _ = precision.open()) {
            return model.answers(Encoded.of(items, model, Dropout.NONE));
        }
    }
}
