package org.bert4j.task;

import org.bert4j.batch.TokenBatch;
import org.bert4j.dataset.ProgramHash;
import org.bert4j.dataset.Sha256;
import org.bert4j.encoder.BertConfig;
import org.bert4j.feature.TokenRow;
import org.bert4j.layer.Dropout;
import org.bert4j.tensor.LibTorch;
import org.bert4j.tensor.Precision;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorScope;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// What frozen layers make of the training examples, kept in a file: they have no dropout, so the outputs are the same in
/// every epoch, and in every other run that freezes the same layers of the same model over the same rows. Once they are
/// there, these layers cost nothing.
///
/// The file has a fixed place for each example, and no more than [#LARGEST_FILE] bytes; examples that find no place are
/// computed each time. If a whole encoder is frozen and the head looks at `[CLS]` only, one vector a row is kept.
final class FrozenOutputs implements AutoCloseable {
    private static final long LARGEST_FILE = 4L << 30;
    private static final int TOKENS_PER_BLOCK = 4096;

    private final Bert bert;
    private final List<? extends List<? extends TokenRow>> examples;
    private final boolean firstTokenOnly;
    private final boolean keepsFirstTokens;
    private final int hidden;
    private final long[] places; // bytes from the start of the file
    private final List<List<Integer>> blocks;
    private final int[] blockOf; // of each example
    private final BitSet ready = new BitSet(); // blocks
    private final FrozenFile file;

    /// @param cache          directory of such files
    /// @param examples       the rows of each training example
    /// @param firstTokenOnly whether the head looks at `[CLS]` only
    /// @throws org.bert4j.tokenizer.BadInputException if the disk has no room
    FrozenOutputs(
            Path cache,
            Bert bert,
            List<? extends List<? extends TokenRow>> examples,
            boolean firstTokenOnly) {
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
        file = new FrozenFile(cache.resolve(key()), places[places.length - 1], blocks.size());
    }

    /// A hash of all that decides what is in the file: the frozen weights, the rows, and how they are computed.
    private String key() {
        return Sha256.of(
                String.join(
                        "\n",
                        ProgramHash.of(
                                FrozenOutputs.class, BertConfig.class, Dropout.class, Tensor.class),
                        bert.freeze().toString(),
                        String.valueOf(keepsFirstTokens),
                        Precision.current().toString(),
                        String.valueOf(LibTorch.threads()),
                        bert.config().toString(),
                        Sha256.of(frozenWeights()),
                        Sha256.of(tokens())));
    }

    private Stream<ByteBuffer> frozenWeights() {
        return bert.parameters().values().stream()
                .filter(parameter -> !parameter.isTrainable())
                .map(parameter -> bytes(parameter.toFloats()));
    }

    private static ByteBuffer bytes(float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * numbers.length);
        bytes.asFloatBuffer().put(numbers);
        return bytes;
    }

    private Stream<ByteBuffer> tokens() {
        return examples.stream()
                .flatMap(List::stream)
                .flatMap(row -> Stream.of(row.inputIds(), row.tokenTypeIds()))
                .map(FrozenOutputs::bytes);
    }

    /// The count goes first, for rows of other lengths could have the same numbers one after the other.
    private static ByteBuffer bytes(int[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * (1 + numbers.length));
        bytes.asIntBuffer().put(numbers.length).put(numbers);
        return bytes;
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

    /// The rows of some examples through the frozen layers, from the file if it holds them all, and then through the
    /// trained ones.
    ///
    /// @param batch these rows
    /// @return      `[rows, tokens, hidden]`, or `[rows, 1, hidden]` if `[CLS]` is looked at only
    Tensor sequenceOutput(int[] chosen, TokenBatch batch, Dropout dropout) {
        boolean all = Arrays.stream(chosen).allMatch(this::hasPlace);
        Arrays.stream(chosen).filter(this::hasPlace).map(i -> blockOf[i]).forEach(this::complete);
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

    private void complete(int block) {
        if (!ready.get(block)) {
            long[][] parts =
                    blocks.get(block).stream()
                            .map(i -> new long[] {places[i], places[i + 1] - places[i]})
                            .toArray(long[][]::new);
            if (!file.isWritten(block, parts)) {
                write(blocks.get(block));
                file.finish(block, parts);
            }
            ready.set(block);
        }
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
                    file.write(place, values, from, count);
                    place += (long) Float.BYTES * count;
                }
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
                file.read(place, values, to, count);
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
        file.close();
    }
}
