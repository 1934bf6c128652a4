package org.bert4j.task;

import org.bert4j.dataset.BioTags;
import org.bert4j.dataset.EntitySpan;
import org.bert4j.dataset.TaggedText;
import org.bert4j.feature.TagSet;
import org.bert4j.head.LinearChainCrf;
import org.bert4j.head.TagViterbi;
import org.bert4j.loss.TokenLoss;
import org.bert4j.tensor.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/// Turns the scores of words into a loss, and into tags and entities.
final class TagDecoder {
    private final TagSet tags;
    private final TagViterbi viterbi;
    private final LinearChainCrf crf; // null: words are decided for themselves

    private TagDecoder(TagSet tags, TagViterbi viterbi, LinearChainCrf crf) {
        this.tags = tags;
        this.viterbi = viterbi;
        this.crf = crf;
    }

    static TagDecoder crf(TagSet tags, LinearChainCrf crf) {
        return new TagDecoder(tags, new TagViterbi(tags.allowedStart(), tags.allowed()), crf);
    }

    static TagDecoder wordByWord(TagSet tags, NerTask.Decoding decoding) {
        boolean[] start = tags.allowedStart();
        boolean[][] allowed = tags.allowed();
        if (decoding == NerTask.Decoding.ARGMAX) {
            Arrays.fill(start, true);
            Arrays.stream(allowed).forEach(row -> Arrays.fill(row, true));
        }
        return new TagDecoder(tags, new TagViterbi(start, allowed), null);
    }

    /// True if the loss is a sum over sentences, false if it is one over words.
    boolean countsSentences() {
        return crf != null;
    }

    /// @param logits `[words, tags]`
    Tensor loss(Tensor logits, WordRows words, TagSet tagSet) {
        long[][] truth = new long[words.texts().size()][];
        for (int i = 0; i < truth.length; i++) {
            int[] ids = tagSet.ids(words.texts().get(i));
            truth[i] = Arrays.stream(words.words()[i]).mapToLong(word -> ids[word]).toArray();
        }
        if (crf == null) {
            long[] all = Arrays.stream(truth).flatMapToLong(Arrays::stream).toArray();
            return TokenLoss.sum(logits, Tensor.of(all, all.length));
        }
        int longest = words.longest();
        long[] padded = new long[truth.length * longest];
        for (int i = 0; i < truth.length; i++) {
            System.arraycopy(truth[i], 0, padded, i * longest, truth[i].length);
        }
        return crf.negativeLogLikelihood(
                words.padded(logits), Tensor.of(padded, truth.length, longest), words.mask());
    }

    /// @param logits `[words, tags]`
    List<Entities> entities(Tensor logits, WordRows words, List<Item<TaggedText>> items) {
        float[] values = logits.toFloats();
        List<Entities> all = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < items.size(); i++) {
            float[][] scores = new float[words.words()[i].length][];
            for (int k = 0; k < scores.length; k++, from += tags.size()) {
                scores[k] = Arrays.copyOfRange(values, from, from + tags.size());
            }
            all.add(entities(items.get(i).example(), words.words()[i], scores));
        }
        return all;
    }

    /// @param decided numbers of the words that have scores; the others are outside of entities
    /// @param scores  `[decided][tags]`
    Entities entities(TaggedText text, int[] decided, float[][] scores) {
        int[] path =
                crf == null
                        ? viterbi.decode(scores)
                        : viterbi.decode(
                                scores,
                                crf.startTransitions(),
                                crf.transitions(),
                                crf.endTransitions());
        List<String> names = new ArrayList<>(Collections.nCopies(text.words(), BioTags.OUTSIDE));
        double[] probabilities = new double[text.words()];
        for (int k = 0; k < decided.length; k++) {
            names.set(decided[k], tags.names().get(path[k]));
            probabilities[decided[k]] = probability(scores[k], path[k]);
        }
        bridge(names, decided);
        List<Entities.Entity> entities =
                BioTags.entities(names, text.starts(), text.ends()).stream()
                        .map(span -> entity(text, span, probabilities))
                        .toList();
        return new Entities(entities, List.copyOf(names));
    }

    /// A word without a token, such as a lost character, belongs to the entity that goes on after it.
    private static void bridge(List<String> names, int[] decided) {
        for (int k = 1; k < decided.length; k++) {
            String next = names.get(decided[k]);
            String before = BioTags.type(names.get(decided[k - 1]));
            if (next.startsWith(BioTags.INSIDE) && before.equals(BioTags.type(next))) {
                for (int word = decided[k - 1] + 1; word < decided[k]; word++) {
                    names.set(word, next);
                }
            }
        }
    }

    private static Entities.Entity entity(
            TaggedText text, EntitySpan span, double[] probabilities) {
        double sum = 0;
        int count = 0;
        for (int word = 0; word < text.words(); word++) {
            boolean inside = text.starts()[word] >= span.start() && text.ends()[word] <= span.end();
            if (inside && probabilities[word] > 0) {
                sum += probabilities[word];
                count++;
            }
        }
        return new Entities.Entity(
                span.type(), span.text(text.text()), span.start(), span.end(), sum / count);
    }

    private static double probability(float[] scores, int chosen) {
        double sum = 0;
        for (float score : scores) {
            sum += Math.exp(score - scores[chosen]);
        }
        return 1 / sum;
    }
}
