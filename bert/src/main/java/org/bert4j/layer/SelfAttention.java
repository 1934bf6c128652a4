package org.bert4j.layer;

import org.bert4j.batch.Block;
import org.bert4j.tensor.AttentionBlock;
import org.bert4j.tensor.Device;
import org.bert4j.tensor.ElementType;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.OneDnn;
import org.bert4j.tensor.Processor;
import org.bert4j.tensor.StackedAttention;
import org.bert4j.tensor.Tape;
import org.bert4j.tensor.Tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Multi-head scaled dot-product attention of each sequence to itself (Vaswani et al. 2017, section 3.2).
public final class SelfAttention {
    /// Tokens from which on the fused operation computes longer than it is asked.
    private static final int LONG = 64;

    private final Linear queryKeyValue; // computed as one, published as three
    private final int hiddenSize;
    private final int heads;
    private final int headSize;
    private final double dropoutProbability;

    /// @param heads               divides `hiddenSize`
    /// @param dropoutProbability for the attention probabilities
    public SelfAttention(
            Parameters parameters, int hiddenSize, int heads, double dropoutProbability) {
        queryKeyValue =
                Linear.stacked(
                        Stream.of("query", "key", "value").map(parameters::at).toList(),
                        hiddenSize,
                        hiddenSize);
        this.hiddenSize = hiddenSize;
        this.heads = heads;
        this.headSize = hiddenSize / heads;
        this.dropoutProbability = dropoutProbability;
    }

    /// @param hidden `[slots, hidden]`
    /// @param blocks which slots are a sequence
    /// @return       `[slots, hidden]`
    public Tensor forward(Tensor hidden, List<Block> blocks, Dropout dropout) {
        Tensor all = queryKeyValue.forward(hidden); // [slots, 3 * hidden]
        if (blocks.size() == 1) {
            return attend(all, blocks.getFirst(), dropout);
        }
        List<Tensor> parts = all.split(0, blocks.stream().mapToLong(Block::slots).toArray());
        List<Tensor> contexts = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            contexts.add(attend(parts.get(i), blocks.get(i), dropout));
        }
        return Tensor.concatenate(contexts, 0);
    }

    /// The same, with a way back on the tape.
    public Tensor forward(Tensor hidden, List<Block> blocks, Dropout dropout, Tape tape) {
        Tensor all = queryKeyValue.forward(hidden, tape);
        return tape.attention(
                all,
                heads,
                blocks.stream().map(block -> attended(block, all.type(), dropout)).toList());
    }

    private AttentionBlock attended(Block block, ElementType type, Dropout dropout) {
        int tokens = block.tokens();
        return new AttentionBlock(
                block.rows(),
                tokens,
                mask(block, type),
                dropout.factors(type, dropoutProbability, block.rows(), heads, tokens, tokens));
    }

    private static Optional<Tensor> mask(Block block, ElementType type) {
        return block.isMasked() ? Optional.of(block.mask(type)) : Optional.empty();
    }

    private Tensor attend(Tensor queryKeyValue, Block block, Dropout dropout) {
        ElementType type = queryKeyValue.type();
        if (dropout == Dropout.NONE && isFused(type, block.tokens())) {
            return context(queryKeyValue, block, (q, k, v) -> fused(q, k, v, block));
        }
        if (dropout == Dropout.NONE && !Gradients.areOn() && OneDnn.isAvailable(type)) {
            return StackedAttention.of(queryKeyValue, block.rows(), heads, mask(block, type));
        }
        return context(queryKeyValue, block, (q, k, v) -> inSteps(q, k, v, block, dropout));
    }

    /// Whether libtorch's fused operation is the fastest one. Its way back in bfloat16 takes ten times as long as that of
    /// single steps, and on some processors its way there does, too; where rows are short, it is asked longer than it
    /// computes. It cannot draw its dropout from our generator.
    private static boolean isFused(ElementType type, int tokens) {
        if (!Device.isCpu()) {
            return true;
        }
        if (type == ElementType.BF16 && (Gradients.areOn() || !Processor.here().fusesBf16())) {
            return false;
        }
        return Gradients.areOn() || tokens >= LONG || !OneDnn.isAvailable(type);
    }

    /// What is done with query, key and value, each `[rows, heads, tokens, headSize]`.
    private interface Attention {
        Tensor of(Tensor query, Tensor key, Tensor value);
    }

    private Tensor context(Tensor queryKeyValue, Block block, Attention attention) {
        List<Tensor> three =
                queryKeyValue
                        .reshape(block.rows(), block.tokens(), 3, heads, headSize)
                        .permute(2, 0, 3, 1, 4)
                        .unbind(0);
        return attention
                .of(three.get(0), three.get(1), three.get(2))
                .transpose(1, 2)
                .reshape(block.slots(), hiddenSize);
    }

    private static Tensor fused(Tensor q, Tensor k, Tensor v, Block block) {
        return block.isMasked()
                ? Tensor.attention(q, k, v, block.mask(q.type()))
                : Tensor.attention(q, k, v);
    }

    private Tensor inSteps(Tensor q, Tensor k, Tensor v, Block block, Dropout dropout) {
        Tensor scaled = q.times(1 / Math.sqrt(headSize));
        Tensor scores = scaled.matmul(k.transpose(-2, -1)); // [rows, heads, tokens, tokens]
        if (block.isMasked()) {
            scores.add(block.mask(q.type()));
        }
        return dropout.apply(scores.softmax(-1), dropoutProbability).matmul(v);
    }
}
