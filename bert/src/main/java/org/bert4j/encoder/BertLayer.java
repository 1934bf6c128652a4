package org.bert4j.encoder;

import org.bert4j.batch.Block;
import org.bert4j.layer.Dropout;
import org.bert4j.layer.FeedForward;
import org.bert4j.layer.LayerNorm;
import org.bert4j.layer.Linear;
import org.bert4j.layer.Parameters;
import org.bert4j.layer.SelfAttention;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.Tape;
import org.bert4j.tensor.Tensor;

import java.util.List;
import java.util.Optional;

/// One post-norm transformer layer (Vaswani et al. 2017, section 3.1): attention, then a feed-forward block, each added
/// to its input and normalised.
public final class BertLayer {
    private final SelfAttention attention;
    private final Linear attentionOutput;
    private final LayerNorm attentionNorm;
    private final FeedForward feedForward;
    private final LayerNorm outputNorm;
    private final double dropoutProbability;

    BertLayer(Parameters parameters, BertConfig config) {
        int hidden = config.hiddenSize();
        double epsilon = config.layerNormEpsilon();
        attention =
                new SelfAttention(
                        parameters.at("attention.self"),
                        hidden,
                        config.heads(),
                        config.attentionDropout());
        attentionOutput =
                Linear.quantizable(parameters.at("attention.output.dense"), hidden, hidden);
        attentionNorm = new LayerNorm(parameters.at("attention.output.LayerNorm"), hidden, epsilon);
        feedForward =
                new FeedForward(parameters, hidden, config.intermediateSize(), config.activation());
        outputNorm = new LayerNorm(parameters.at("output.LayerNorm"), hidden, epsilon);
        dropoutProbability = config.hiddenDropout();
    }

    /// @param hidden `[slots, hidden]`, float32 or bfloat16
    /// @param blocks which slots are a sequence
    /// @return       `[slots, hidden]`, same type
    public Tensor forward(Tensor hidden, List<Block> blocks, Dropout dropout) {
        if (isTaped(hidden)) {
            Tape tape = Tape.from(hidden);
            Tensor context = attention.forward(hidden, blocks, dropout, tape);
            return tape.end(rest(context, hidden, dropout, tape));
        }
        return rest(attention.forward(hidden, blocks, dropout), hidden, dropout);
    }

    /// The same for some slots only, which may look at all of their sequence.
    ///
    /// @param chosen `[n]`, int64
    /// @return       `[n, hidden]`
    public Tensor forward(Tensor hidden, List<Block> blocks, Tensor chosen, Dropout dropout) {
        if (isTaped(hidden)) {
            Tape tape = Tape.from(hidden);
            Tensor context = attention.forward(hidden, blocks, dropout, tape);
            return tape.end(
                    rest(tape.rows(context, chosen), tape.rows(hidden, chosen), dropout, tape));
        }
        Tensor context = attention.forward(hidden, blocks, dropout);
        return rest(context.rows(chosen), hidden.rows(chosen), dropout);
    }

    /// What a layer does token by token.
    private Tensor rest(Tensor context, Tensor hidden, Dropout dropout) {
        if (dropout == Dropout.NONE) {
            Tensor attended = attentionNorm.forward(attentionOutput.forwardPlus(context, hidden));
            return outputNorm.forward(feedForward.forwardPlus(attended));
        }
        Tensor mixed = dropout.apply(attentionOutput.forward(context), dropoutProbability);
        Tensor attended = attentionNorm.forward(hidden.plus(mixed));
        Tensor transformed = dropout.apply(feedForward.forward(attended), dropoutProbability);
        return outputNorm.forward(attended.plus(transformed));
    }

    private static boolean isTaped(Tensor hidden) {
        return Gradients.areOn() && Tape.isAvailable(hidden.type());
    }

    private Tensor rest(Tensor context, Tensor hidden, Dropout dropout, Tape tape) {
        Tensor mixed = attentionOutput.forwardPlus(context, factors(hidden, dropout), hidden, tape);
        Tensor attended = attentionNorm.forward(mixed, tape);
        Tensor transformed = feedForward.forwardPlus(attended, factors(hidden, dropout), tape);
        return outputNorm.forward(transformed, tape);
    }

    private Optional<Tensor> factors(Tensor hidden, Dropout dropout) {
        return dropout.factors(hidden.type(), dropoutProbability, hidden.shape());
    }
}
