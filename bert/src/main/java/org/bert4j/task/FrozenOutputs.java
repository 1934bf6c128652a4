package org.bert4j.task;

import org.bert4j.batch.TokenBatch;
import org.bert4j.feature.TokenRow;
import org.bert4j.layer.Dropout;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorScope;
import org.bert4j.tokenizer.BadInputException;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// What frozen layers make of the training examples, kept in a file: they have no dropout, so the outputs are the same in
/// every epoch, and from the second one on these layers cost nothing.
///
/// The file has a fixed place for each example, and no more than [#LARGEST_FILE] bytes; examples that find no place are
/// computed each time. If a whole encoder is frozen and the head looks at `[CLS]` only, one vector a row is kept.
final class FrozenOutputs implements AutoCloseable {
    private static final long LARGEST_FILE = 4L << 30;
    private static final int TOKENS_PER_BLOCK = 4096;

    private final Bert bert;
    private final List<? extends List<? extends TokenRow>> examples;
    private final Path file;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment memory;
    private final boolean firstTokenOnly;
    private final boolean keepsFirstTokens;
    private final long[] places; // bytes from the start of the file
    private final List<List<Integer>> blocks;
    private final int[] blockOf; // of each example
    private final BitSet present = new BitSet();
    private final int hidden;

    /// @param examples       the rows of each training example
    /// @param firstTokenOnly whether the head looks at `[CLS]` only
    /// @throws BadInputException if the disk has no room
    FrozenOutputs(
            Path file,
            Bert bert,
            List<? extends List<? extends TokenRow>> examples,
            boolean firstTokenOnly) {
        this.file = file;
        this.bert = bert;
        this.examples = examples;
        this.firstTokenOnly = firstTokenOnly;
        keepsFirstTokens = firstTokenOnly && bert.freeze() instanceof Freeze.Encoder;
        hidden = bert.config().hiddenSize();
        places = places();
        blocks = blocks();
        blockOf = new int[examples.size()];
        for (int block = 0; block < blocks.size(); block++) {
            for (int example : blocks.get(block)) {
                blockOf[example] = block;
            }
        }
        memory = map(file, places[places.length - 1]);
    }

    private long[] places() {
        long[] ends = new long[examples.size() + 1];
        for (int i = 0; i < examples.size(); i++) {
            long numbers = examples.get(i).stream().mapToLong(this::count).sum();
            long end = ends[i] + Float.BYTES * numbers;
            ends[i + 1] = end <= LARGEST_FILE ? end : ends[i]; // no place
        }
        return ends;
    }

    /// Examples that go through the frozen layers together, of like length. Who goes with whom is settled beforehand: in
    /// other company the last bits would differ, and a resumed run, which computes all of this again, would not be the
    /// same run.
    private List<List<Integer>> blocks() {
        List<Integer> order =
                IntStream.range(0, examples.size())
                        .filter(this::hasPlace)
                        .boxed()
                        .sorted(Comparator.comparingInt(this::longest))
                        .toList();
        List<List<Integer>> found = new ArrayList<>();
        int rows = 0;
        for (int example : order) {
            rows += examples.get(example).size();
            if (found.isEmpty() || rows * longest(example) > TOKENS_PER_BLOCK) {
                found.add(new ArrayList<>());
                rows = examples.get(example).size();
            }
            found.getLast().add(example);
        }
        return found;
    }

    private int longest(int example) {
        return examples.get(example).stream().mapToInt(TokenRow::length).max().orElseThrow();
    }

    private MemorySegment map(Path path, long size) {
        try (FileChannel channel = open(path)) {
            long free = Files.getFileStore(path).getUsableSpace();
            if (free < size) {
                throw new BadInputException(
                        "The outputs of the frozen layers need %d MiB beside %s, and %d are free; free some space or choose another --output."
                                .formatted(size >> 20, path, free >> 20));
            }
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, size, arena);
        } catch (IOException e) {
            throw new BadInputException(
                    "Cannot write %s: %s; choose another --output.".formatted(path, e.getMessage()),
                    e);
        }
    }

    private static FileChannel open(Path path) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        return FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    /// The rows of some examples through the frozen layers, from the file if it holds them all, and then through the
    /// trained ones.
    ///
    /// @param batch these rows
    /// @return      `[rows, tokens, hidden]`, or `[rows, 1, hidden]` if `[CLS]` is looked at only
    Tensor sequenceOutput(int[] chosen, TokenBatch batch, Dropout dropout) {
        for (int example : chosen) {
            if (!present.get(example) && hasPlace(example)) {
                write(blocks.get(blockOf[example]));
            }
        }
        boolean all = Arrays.stream(chosen).allMatch(present::get);
        if (keepsFirstTokens) { // no layer is left to go through
            return all ? read(chosen, batch) : bert.firstTokenOutput(batch, dropout);
        }
        Tensor frozen = all ? batch.toSlots(read(chosen, batch)) : bert.frozenOutput(batch);
        return firstTokenOnly
                ? bert.upperFirstTokenOutput(frozen, batch, dropout)
                : bert.upperSequenceOutput(frozen, batch, dropout);
    }

    private boolean hasPlace(int example) {
        return places[example + 1] > places[example];
    }

    private void write(List<Integer> block) {
        List<TokenRow> rows = new ArrayList<>();
        block.forEach(example -> rows.addAll(examples.get(example)));
        try (var _ = TensorScope.open()) {
            TokenBatch batch = bert.batch(rows);
            Tensor output = batch.toRows(bert.frozenOutput(batch)); // [rows, tokens, hidden]
            float[] values = output.toFloats();
            int rowSize = (int) output.size(1) * hidden;
            int row = 0;
            for (int example : block) {
                long place = places[example];
                for (TokenRow tokenRow : examples.get(example)) {
                    int count = count(tokenRow);
                    int from = row++ * rowSize;
                    MemorySegment.copy(values, from, memory, ValueLayout.JAVA_FLOAT, place, count);
                    place += (long) Float.BYTES * count;
                }
                present.set(example);
            }
        }
    }

    private Tensor read(int[] chosen, TokenBatch batch) {
        int tokens = keepsFirstTokens ? 1 : batch.tokens();
        float[] values = new float[batch.rows() * tokens * hidden];
        int row = 0;
        for (int example : chosen) {
            long place = places[example];
            for (TokenRow tokenRow : examples.get(example)) {
                int count = count(tokenRow);
                int to = row * tokens * hidden;
                MemorySegment.copy(memory, ValueLayout.JAVA_FLOAT, place, values, to, count);
                place += (long) Float.BYTES * count;
                row++;
            }
        }
        return Tensor.of(values, batch.rows(), tokens, hidden);
    }

    /// Numbers kept of a row.
    private int count(TokenRow row) {
        return (keepsFirstTokens ? 1 : row.length()) * hidden;
    }

    @Override
    public void close() {
        arena.close();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new BadInputException("Cannot delete %s; do so by hand.".formatted(file), e);
        }
    }
}
