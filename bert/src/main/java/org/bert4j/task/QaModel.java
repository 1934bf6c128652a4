package org.bert4j.task;

import org.bert4j.batch.TokenBatch;
import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.LoadReport;
import org.bert4j.checkpoint.ModelDirectory;
import org.bert4j.encoder.BertConfig;
import org.bert4j.encoder.BertEncoder;
import org.bert4j.feature.QaFeature;
import org.bert4j.head.SpanHead;
import org.bert4j.layer.Dropout;
import org.bert4j.layer.Parameters;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.Tensor;
import org.bert4j.tokenizer.BertTokenizer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// BERT for extractive question answering: encoder and span head, as published under `BertForQuestionAnswering`.
public final class QaModel implements AutoCloseable {
    private static final String ARCHITECTURE = "BertForQuestionAnswering";

    private final BertConfig config;
    private final BertTokenizer tokenizer;
    private final Parameters parameters;
    private final BertEncoder encoder;
    private final SpanHead head;
    private final LoadReport report;
    private boolean encoderFrozen;

    private QaModel(Checkpoint checkpoint, BertConfig config, long seed) {
        this.config = config;
        tokenizer = checkpoint.tokenizer();
        parameters = Parameters.from(checkpoint, seed, config.initializerRange());
        encoder = new BertEncoder(parameters.at("bert"), config);
        head = new SpanHead(parameters, config.hiddenSize());
        report = checkpoint.report(parameters);
    }

    /// Builds the model from a checkpoint; a head the checkpoint does not have starts at random.
    ///
    /// @param seed of the new parameters
    public static QaModel load(Checkpoint checkpoint, long seed) {
        return new QaModel(checkpoint, checkpoint.config(), seed);
    }

    /// The same with another dropout probability, 0 for none.
    public static QaModel load(Checkpoint checkpoint, long seed, double dropout) {
        return new QaModel(checkpoint, checkpoint.config().withDropout(dropout), seed);
    }

    /// What the checkpoint had for this model.
    public LoadReport report() {
        return report;
    }

    public BertConfig config() {
        return config;
    }

    public BertTokenizer tokenizer() {
        return tokenizer;
    }

    public BertEncoder encoder() {
        return encoder;
    }

    /// All parameters by published name.
    public Map<String, Tensor> parameters() {
        return parameters.byName();
    }

    /// Trains the head only: the encoder's parameters stay, and it runs without dropout and without remembering anything
    /// for gradients. (Hugging Face's models keep the dropout of a frozen encoder.)
    public void freezeEncoder() {
        encoderFrozen = true;
        parameters.byName().forEach((name, tensor) -> tensor.trainable(!name.startsWith("bert.")));
    }

    /// Pads features into a batch.
    public TokenBatch batch(List<QaFeature> features) {
        List<int[]> ids = new ArrayList<>();
        List<int[]> types = new ArrayList<>();
        for (QaFeature feature : features) {
            ids.add(feature.inputIds());
            types.add(feature.tokenTypeIds());
        }
        return TokenBatch.of(ids, types, tokenizer.padId());
    }

    public SpanHead.Logits forward(TokenBatch batch, Dropout dropout) {
        return head.forward(sequenceOutput(batch, dropout), batch.attentionMask());
    }

    private Tensor sequenceOutput(TokenBatch batch, Dropout dropout) {
        if (!encoderFrozen) {
            return encoder.forward(batch, dropout);
        }
        try (var _ = Gradients.off()) {
            return encoder.forward(batch, Dropout.NONE);
        }
    }

    /// Fills an empty directory that transformers opens as `BertForQuestionAnswering`.
    public void save(Path directory) {
        ModelDirectory.fill(directory, ARCHITECTURE, config, tokenizer, parameters.byName());
    }

    /// Gives the parameters' memory back.
    @Override
    public void close() {
        parameters.byName().values().forEach(Tensor::free);
    }
}
