package org.bert4j.trainer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// A few batches that stand for those of a run.
///
/// @param even examples of like length together: short, middling and the longest. They show how the cost grows with
///             length, which a run's own batches, mixed as they are, hardly do
/// @param real batches of the first epoch, from the smallest to the largest
/// @param largest of the whole run: it needs the most memory
record BatchSample(List<int[]> even, List<int[]> real, int[] largest) {
    private static final double[] LENGTHS = {0.1, 0.5, 1};
    private static final int REAL = 5;

    static BatchSample of(Workload workload, int batchSize) {
        List<int[]> whole =
                workload.epoch(0).stream()
                        .filter(batch -> batch.length == batchSize)
                        .sorted(Comparator.comparingLong(batch -> workload.size(batch).slots()))
                        .toList();
        List<int[]> real = new ArrayList<>();
        int count = Math.min(REAL, whole.size());
        for (int i = 0; i < count; i++) {
            real.add(whole.get((2 * i + 1) * whole.size() / (2 * count))); // middle of each part
        }
        return new BatchSample(even(workload, batchSize), real, largest(workload, batchSize));
    }

    private static List<int[]> even(Workload workload, int batchSize) {
        int[] byLength =
                IntStream.range(0, workload.examples())
                        .boxed()
                        .sorted(Comparator.comparingInt(workload::tokens))
                        .mapToInt(Integer::intValue)
                        .toArray();
        List<int[]> batches = new ArrayList<>();
        for (double share : LENGTHS) {
            int from = (int) (share * (byLength.length - batchSize));
            batches.add(IntStream.range(from, from + batchSize).map(i -> byLength[i]).toArray());
        }
        return batches;
    }

    private static int[] largest(Workload workload, int batchSize) {
        return IntStream.range(0, workload.epochs())
                .mapToObj(workload::epoch)
                .flatMap(List::stream)
                .filter(batch -> batch.length == batchSize)
                .max(Comparator.comparingLong(batch -> workload.size(batch).slots()))
                .orElseThrow();
    }
}
