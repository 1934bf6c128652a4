package org.bert4j.task;

import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.dataset.ExampleStream;
import org.bert4j.dataset.TagScheme;
import org.bert4j.dataset.TaggedFiles;
import org.bert4j.dataset.TaggedText;
import org.bert4j.encoder.BertConfig;
import org.bert4j.feature.TagFeaturizer;
import org.bert4j.feature.TagSet;
import org.bert4j.tokenizer.BertTokenizer;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/// Named entities: a tag for every word (Devlin et al. 2019, section 5.3).
///
/// @param scheme    of the tags in the files
/// @param maxLength tokens in a row; longer sentences are cut into windows
/// @param decoding  how scores become tags
public record NerTask(Scheme scheme, int maxLength, Decoding decoding)
        implements Task<TaggedText, Entities> {
    /// The scheme is found in the files; 128 tokens; tags are decided word by word within BIO.
    public static final NerTask DEFAULT = new NerTask(new Scheme.Detected(), 128, Decoding.VITERBI);

    /// How the files write tags.
    public sealed interface Scheme {
        /// As the files show.
        record Detected() implements Scheme {
            @Override
            public String toString() {
                return "detected";
            }
        }

        /// As the user says.
        record Given(TagScheme scheme) implements Scheme {
            @Override
            public String toString() {
                return scheme.toString();
            }
        }
    }

    /// How the scores of words become tags.
    public enum Decoding {
        /// The best tag of each word for itself, as Hugging Face's; may give an I- that follows nothing.
        ARGMAX,
        /// The best path that BIO allows.
        VITERBI,
        /// A linear-chain conditional random field: transitions are learned, too.
        CRF
    }

    public NerTask {
        TextOptions.requireLength(maxLength);
    }

    public NerTask withMaxLength(int value) {
        return new NerTask(scheme, value, decoding);
    }

    public NerTask withDecoding(Decoding value) {
        return new NerTask(scheme, maxLength, value);
    }

    @Override
    public String name() {
        return "ner";
    }

    @Override
    public Map<String, Object> options() {
        Map<String, Object> all = savedOptions();
        all.put("scheme", scheme.toString());
        return all;
    }

    Map<String, Object> savedOptions() {
        Map<String, Object> saved = new LinkedHashMap<>();
        saved.put("max_length", maxLength);
        saved.put("decoding", decoding.name().toLowerCase(Locale.ROOT));
        return saved;
    }

    TagFeaturizer featurizer(BertTokenizer tokenizer) {
        return new TagFeaturizer(tokenizer, maxLength, maxLength / 4);
    }

    @Override
    public NerTask within(BertConfig config) {
        return withMaxLength(Math.min(maxLength, config.maxPositions()));
    }

    @Override
    public ExampleStream<TaggedText> open(List<Path> files) {
        return switch (scheme) {
            case Scheme.Detected _ -> TaggedFiles.open(files);
            case Scheme.Given(TagScheme given) -> TaggedFiles.open(files, given);
        };
    }

    @Override
    public String text(TaggedText example) {
        return example.text();
    }

    /// Words besides, so that tags have something to stand at.
    @Override
    public Map<String, Object> json(TaggedText example) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("place", example.place());
        json.put("texts", List.of(example.text()));
        json.put("words", IntStream.range(0, example.words()).mapToObj(example::word).toList());
        json.put("truth", example.tags());
        return json;
    }

    @Override
    public Map<String, Object> json(TaggedText example, Entities answer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(
                "entities",
                answer.entities().stream().map(entity -> entity.toMap(example.text())).toList());
        json.put("tags", answer.tags());
        return json;
    }

    @Override
    public NerModel create(Checkpoint checkpoint, List<TaggedText> training, long seed) {
        TagSet ofData = TagSet.of(training.iterator());
        TagSet tags = new TagSet(LabelNames.toTrain(checkpoint, ofData.names()));
        return new NerModel(checkpoint, this, tags, seed);
    }

    @Override
    public NerModel load(Checkpoint checkpoint) {
        TagSet tags = new TagSet(LabelNames.of(checkpoint));
        NerTask saved =
                SavedOptions.read(
                        checkpoint,
                        name(),
                        within(checkpoint.config()),
                        json ->
                                new NerTask(
                                        scheme,
                                        json.get("max_length").intValue(),
                                        Decoding.valueOf(
                                                json.get("decoding")
                                                        .stringValue()
                                                        .toUpperCase(Locale.ROOT))));
        return TrainedFor.requireTrained(new NerModel(checkpoint, saved, tags, 0));
    }
}
