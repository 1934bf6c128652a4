package org.bert4j.task;

import org.bert4j.batch.TokenBatch;
import org.bert4j.checkpoint.Checkpoint;
import org.bert4j.checkpoint.LoadReport;
import org.bert4j.checkpoint.ModelDirectory;
import org.bert4j.encoder.BertConfig;
import org.bert4j.encoder.BertEncoder;
import org.bert4j.feature.TokenRow;
import org.bert4j.layer.Dropout;
import org.bert4j.layer.Lora;
import org.bert4j.layer.Parameters;
import org.bert4j.tensor.Gradients;
import org.bert4j.tensor.Tensor;
import org.bert4j.tokenizer.BertTokenizer;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/// What the models of all tasks have in common: sizes, tokenizer, encoder, and the parameters by their published names.
/// A task's head draws its own from [#head].
public final class Bert implements AutoCloseable {
    private static final String ENCODER = "bert.";
    private static final String EMBEDDINGS = ENCODER + "embeddings.";
    private static final String LAYER = ENCODER + "encoder.layer.";

    private final Checkpoint checkpoint;
    private final BertConfig config;
    private final Parameters parameters;
    private final BertEncoder encoder;
    private Freeze freeze = Freeze.NOTHING;

    private Bert(Checkpoint checkpoint, long seed) {
        this.checkpoint = checkpoint;
        config = checkpoint.config();
        parameters =
                Parameters.from(checkpoint, seed, config.initializerRange(), checkpoint.lora());
        encoder = new BertEncoder(parameters.at("bert"), config);
    }

    /// Loads the encoder; a head is drawn from the checkpoint while that is open.
    ///
    /// @param seed of parameters that the checkpoint does not have
    public static Bert load(Checkpoint checkpoint, long seed) {
        return new Bert(checkpoint, seed);
    }

    /// What the checkpoint had for this model, its head included.
    public LoadReport report() {
        return checkpoint.report(parameters);
    }

    public BertConfig config() {
        return config;
    }

    public BertTokenizer tokenizer() {
        return checkpoint.tokenizer();
    }

    public BertEncoder encoder() {
        return encoder;
    }

    /// Where heads draw their parameters from.
    public Parameters head() {
        return parameters;
    }

    /// All parameters by published name.
    public Map<String, Tensor> parameters() {
        return parameters.byName();
    }

    public Freeze freeze() {
        return freeze;
    }

    /// Leaves a part of the encoder as it is. The pooler is trained in any case: it belongs to the head, and many
    /// checkpoints have none. To be called when the head is in place.
    public void freeze(Freeze part) {
        int layers = part.layers(config);
        freeze = part;
        parameters.byName().forEach((name, tensor) -> tensor.trainable(!isFrozen(name, layers)));
    }

    /// How much of the model is trained, in words.
    public String trainedShare() {
        long all = count(_ -> true);
        long trained = count(Tensor::isTrainable);
        return String.format(
                Locale.ROOT,
                "Trained are %,d of its %,d parameters (%.1f %%)",
                trained,
                all,
                100.0 * trained / all);
    }

    private long count(Predicate<Tensor> which) {
        return parameters.byName().values().stream().filter(which).mapToLong(Tensor::count).sum();
    }

    private boolean isFrozen(String name, int layers) {
        if (checkpoint.lora().isPresent()) {
            return BertEncoder.isPart(name) && !Lora.isPart(name);
        }
        if (!freeze.any()) {
            return false;
        }
        if (name.startsWith(LAYER)) {
            String number = name.substring(LAYER.length(), name.indexOf('.', LAYER.length()));
            return Integer.parseInt(number) < layers;
        }
        return name.startsWith(EMBEDDINGS);
    }

    /// Puts rows together into a batch.
    public TokenBatch batch(List<? extends TokenRow> rows) {
        return TokenBatch.of(rows, tokenizer().padId());
    }

    /// @return `[rows, tokens, hidden]`, float32
    public Tensor sequenceOutput(TokenBatch batch, Dropout dropout) {
        return freeze.any()
                ? upperSequenceOutput(frozenOutput(batch), batch, dropout)
                : encoder.forward(batch, dropout);
    }

    /// The sequence output at `[CLS]` only, for heads that look at nothing else.
    ///
    /// @return `[rows, 1, hidden]`, float32
    Tensor firstTokenOutput(TokenBatch batch, Dropout dropout) {
        return freeze.any()
                ? upperFirstTokenOutput(frozenOutput(batch), batch, dropout)
                : encoder.slots(batch, batch.firstSlots(), dropout).unsqueeze(1);
    }

    /// What the frozen layers make of a batch: the same in every epoch, nothing remembered for gradients.
    ///
    /// @return `[slots, hidden]`
    Tensor frozenOutput(TokenBatch batch) {
        try (var _ = Gradients.off()) {
            return encoder.lower(batch, freeze.layers(config));
        }
    }

    /// What the trained layers make of [#frozenOutput].
    ///
    /// @return `[rows, tokens, hidden]`
    Tensor upperSequenceOutput(Tensor frozenOutput, TokenBatch batch, Dropout dropout) {
        return batch.toRows(encoder.upper(frozenOutput, batch, freeze.layers(config), dropout));
    }

    /// The same at `[CLS]` only.
    ///
    /// @return `[rows, 1, hidden]`
    Tensor upperFirstTokenOutput(Tensor frozenOutput, TokenBatch batch, Dropout dropout) {
        int[] first = batch.firstSlots();
        return encoder.upper(frozenOutput, batch, freeze.layers(config), first, dropout)
                .unsqueeze(1);
    }

    /// Fills an empty directory that Hugging Face's libraries open; if only branches are trained, with an adapter.
    ///
    /// @param architecture the published class name: `BertForQuestionAnswering`
    /// @param more         keys of `config.json` that belong to the head, such as `id2label`
    public void save(Path directory, String architecture, Map<String, Object> more) {
        BertConfig saved = config.withHead(more);
        checkpoint
                .lora()
                .ifPresentOrElse(
                        lora ->
                                ModelDirectory.fillAdapter(
                                        directory,
                                        architecture,
                                        saved,
                                        tokenizer(),
                                        checkpoint.base(),
                                        lora,
                                        parameters.byName()),
                        () ->
                                ModelDirectory.fill(
                                        directory,
                                        architecture,
                                        saved,
                                        tokenizer(),
                                        parameters.byName()));
    }

    /// Gives the parameters' memory back.
    @Override
    public void close() {
        parameters.byName().values().forEach(Tensor::free);
    }
}
