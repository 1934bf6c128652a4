package org.bert4j.head;

import org.bert4j.layer.Parameters;
import org.bert4j.tensor.Tensor;

import java.util.Arrays;

/// A linear-chain conditional random field (Lafferty et al. 2001; on a neural network: Lample et al. 2016): learned
/// scores for one tag following another make the tags of a sentence one decision instead of many.
///
/// The score of a path of tags is the sum of the words' emissions, the transitions between neighbouring words, and a
/// start and an end score; its probability is softmax over all paths, those included that a tag scheme forbids. Which
/// transitions are possible is [TagViterbi]'s concern. Parameter names and formula are those of pytorch-crf.
public final class LinearChainCrf {
    private final Tensor transitions; // [from, to]
    private final Tensor start; // [tags]
    private final Tensor end; // [tags]

    /// @param parameters at the place whose child is `crf`
    public LinearChainCrf(Parameters parameters, int tags) {
        Parameters own = parameters.at("crf");
        transitions = own.matrix("transitions", tags, tags);
        start = own.vector("start_transitions", tags, 0);
        end = own.vector("end_transitions", tags, 0);
    }

    /// Minus the logarithm of the probability of the true tags. What stands in the padding does not matter.
    ///
    /// @param emissions `[sentences, words, tags]`, float32, padded on the right
    /// @param tags      int64 `[sentences, words]`
    /// @param mask      `[sentences, words]`, boolean, or 1 and 0: true at real words, at least one per sentence
    /// @return          the sum over the sentences
    /// @throws IllegalArgumentException if a row of the mask is not some words and then padding
    public Tensor negativeLogLikelihood(Tensor emissions, Tensor tags, Tensor mask) {
        Tensor lastWords = lastWords(mask);
        Tensor padding = mask.not();
        Tensor scores = emissions.maskedFill(padding.unsqueeze(2), 0);
        Tensor path = tags.maskedFill(padding, 0);
        return allPaths(scores, padding).minus(onePath(scores, path, padding, lastWords));
    }

    /// The forward algorithm: the logarithm of the sum over all paths, summed over the sentences. `upTo[i, t]` is that
    /// of the paths through the words so far that end in tag t.
    private Tensor allPaths(Tensor emissions, Tensor padding) {
        Tensor upTo = emissions.select(1, 0).plus(start); // [sentences, tags]
        for (int word = 1; word < emissions.size(1); word++) {
            Tensor longer =
                    upTo.unsqueeze(2) // [sentences, from, 1]
                            .plus(transitions)
                            .logSumExp(1) // [sentences, to]
                            .plus(emissions.select(1, word));
            upTo = Tensor.where(padding.narrow(1, word, 1), upTo, longer);
        }
        return upTo.plus(end).logSumExp(1).sum();
    }

    /// The score of the given paths, summed over the sentences.
    private Tensor onePath(Tensor emissions, Tensor tags, Tensor padding, Tensor lastWords) {
        long tagCount = emissions.size(2);
        Tensor words = emissions.reshape(-1, tagCount).pick(tags.reshape(-1));
        Tensor starts = start.unsqueeze(1).rows(tags.select(1, 0));
        Tensor ends = end.unsqueeze(1).rows(tags.pick(lastWords));
        return words.sum().plus(steps(tags, padding).sum()).plus(starts.sum()).plus(ends.sum());
    }

    /// The transition into each word but the first, 0 into padding.
    private Tensor steps(Tensor tags, Tensor padding) {
        long count = tags.size(1) - 1;
        long tagCount = transitions.size(0);
        Tensor from = tags.narrow(1, 0, count).reshape(-1);
        Tensor to = tags.narrow(1, 1, count).reshape(-1);
        return transitions
                .rows(from)
                .reshape(-1, tagCount)
                .pick(to)
                .maskedFill(padding.narrow(1, 1, count).reshape(-1), 0);
    }

    /// Index of the last real word of each sentence, `[sentences]`.
    private static Tensor lastWords(Tensor mask) {
        long[] real = mask.toLongs();
        int words = (int) mask.size(1);
        long[] last = new long[(int) mask.size(0)];
        for (int sentence = 0; sentence < last.length; sentence++) {
            long[] row = Arrays.copyOfRange(real, sentence * words, (sentence + 1) * words);
            long leading = Arrays.stream(row).takeWhile(value -> value != 0).count();
            long all = Arrays.stream(row).filter(value -> value != 0).count();
            if (all == 0 || leading != all) {
                throw new IllegalArgumentException(
                        "Row %d of the mask, %s, is not one or more words and then padding"
                                .formatted(sentence, Arrays.toString(row)));
            }
            last[sentence] = leading - 1;
        }
        return Tensor.of(last, last.length);
    }

    /// The present scores `[from][to]`, for decoding.
    public float[][] transitions() {
        int tags = (int) transitions.size(0);
        float[] values = transitions.toFloats();
        float[][] rows = new float[tags][];
        for (int from = 0; from < tags; from++) {
            rows[from] = Arrays.copyOfRange(values, from * tags, (from + 1) * tags);
        }
        return rows;
    }

    /// The present score of each tag at the first word.
    public float[] startTransitions() {
        return start.toFloats();
    }

    /// The present score of each tag at the last word.
    public float[] endTransitions() {
        return end.toFloats();
    }
}
