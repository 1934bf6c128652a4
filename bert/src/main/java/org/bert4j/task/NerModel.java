package org.bert4j.task;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.dataset.TaggedText;
import org.bert4j.feature.TagFeature;
import org.bert4j.feature.TagFeaturizer;
import org.bert4j.feature.TagSet;
import org.bert4j.feature.TokenRow;
import org.bert4j.head.LinearChainCrf;
import org.bert4j.head.TokenHead;
import org.bert4j.layer.Dropout;
import org.bert4j.tensor.Tensor;
import org.bert4j.tokenizer.BadInputException;

import java.nio.file.Path;
import java.util.List;

/// BERT with tags on the first token of each word, as published under `BertForTokenClassification`; with
/// [NerTask.Decoding#CRF] also `crf.*`, which Hugging Face's class does not know.
public final class NerModel implements TaskModel<TaggedText, Entities> {
    private final Bert bert;
    private final NerTask task;
    private final TagSet tags;
    private final TagFeaturizer featurizer;
    private final TokenHead head;
    private final TagDecoder decoder;

    NerModel(Checkpoint checkpoint, NerTask task, TagSet tags, long seed) {
        TrainedFor.require(checkpoint, TrainedFor.WORDS);
        TextOptions.requireFitting(task.maxLength(), checkpoint.config());
        this.bert = Bert.load(checkpoint, seed);
        this.task = task;
        this.tags = tags;
        featurizer = task.featurizer(bert.tokenizer());
        head =
                new TokenHead(
                        bert.head(),
                        bert.config().hiddenSize(),
                        tags.size(),
                        bert.config().classifierDropout());
        decoder =
                task.decoding() == NerTask.Decoding.CRF
                        ? TagDecoder.crf(tags, new LinearChainCrf(bert.head(), tags.size()))
                        : TagDecoder.wordByWord(tags, task.decoding());
    }

    @Override
    public Bert bert() {
        return bert;
    }

    public TagSet tags() {
        return tags;
    }

    /// At least one row, even of a text without tokens.
    @Override
    public List<TagFeature> rows(TaggedText example) {
        List<TagFeature> features = featurizer.features(example);
        return features.isEmpty() ? List.of(empty()) : features;
    }

    private TagFeature empty() {
        int[] ids = {bert.tokenizer().clsId(), bert.tokenizer().sepId()};
        return new TagFeature(ids, new int[2], new int[0], new int[0]);
    }

    @Override
    public void requireTruth(TaggedText example) {
        tags.ids(example);
        requireTags(example);
        if (words(rows(example)) == 0) {
            throw new BadInputException(
                    "%s: the sentence has no token (blank, or control characters only); take it out."
                            .formatted(example.place()));
        }
    }

    /// @throws BadInputException if nobody has labelled the sentence
    static void requireTags(TaggedText example) {
        if (example.words() > 0 && !example.isLabelled()) {
            throw new BadInputException(
                    "%s: the sentence has no tags; train and evaluate on labelled data."
                            .formatted(example.place()));
        }
    }

    /// A conditional random field decides a sentence, the others a word.
    @Override
    public double weight(Item<TaggedText> item) {
        return decoder.countsSentences() ? 1 : words(item.rows());
    }

    private static int words(List<? extends TokenRow> rows) {
        return rows.stream().mapToInt(row -> ((TagFeature) row).wordIndex().length).sum();
    }

    @Override
    public Tensor loss(Encoded<TaggedText> encoded, Dropout dropout) {
        WordRows words = WordRows.of(encoded);
        Tensor logits = head.forward(words.gather(encoded.sequenceOutput()), dropout);
        return decoder.loss(logits, words, tags);
    }

    @Override
    public List<Entities> answers(Encoded<TaggedText> encoded) {
        WordRows words = WordRows.of(encoded);
        if (words.count() == 0) {
            return encoded.items().stream()
                    .map(item -> decoder.entities(item.example(), new int[0], new float[0][]))
                    .toList();
        }
        Tensor logits = head.forward(words.gather(encoded.sequenceOutput()), Dropout.NONE);
        return decoder.entities(logits, words, encoded.items());
    }

    @Override
    public Scorer<TaggedText, Entities> scorer() {
        return new NerScorer();
    }

    @Override
    public void save(Path directory) {
        bert.save(directory, TrainedFor.WORDS, LabelNames.config(tags.names(), null));
        SavedOptions.write(directory, task.name(), task.savedOptions());
    }
}
