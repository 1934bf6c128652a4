package org.bert4j.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Remembers what each example adds to a metric that keeps sums only.
///
/// ```java
/// Judged<ClassificationMetric> judged =
///         new Judged<>(() -> new ClassificationMetric(names), ClassificationMetric::figures);
/// judged.add(metric -> metric.add(truth, predicted));
/// ```
///
/// @param <M> the metric
public final class Judged<M> implements Sample {
    private final Supplier<M> empty;
    private final Function<M, Map<String, Object>> figures;
    private final List<Consumer<M>> examples = new ArrayList<>();

    /// @param empty   makes a metric that no example was added to
    /// @param figures what it says
    public Judged(Supplier<M> empty, Function<M, Map<String, Object>> figures) {
        this.empty = empty;
        this.figures = figures;
    }

    /// @param example adds itself to a metric, at little cost: it does so a thousand times
    public void add(Consumer<M> example) {
        examples.add(example);
    }

    @Override
    public int size() {
        return examples.size();
    }

    @Override
    public Map<String, Object> figuresOf(int[] draw) {
        M metric = empty.get();
        for (int example : draw) {
            examples.get(example).accept(metric);
        }
        return figures.apply(metric);
    }

    /// The figures of all examples.
    public Map<String, Object> figures() {
        return figuresOf(IntStream.range(0, size()).toArray());
    }
}
