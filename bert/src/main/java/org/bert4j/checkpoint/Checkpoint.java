package org.bert4j.checkpoint;

import org.bert4j.encoder.BertConfig;
import org.bert4j.layer.Lora;
import org.bert4j.layer.Parameters;
import org.bert4j.tensor.StoredTensor;
import org.bert4j.tensor.Tensor;
import org.bert4j.tensor.TensorFile;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.BertTokenizer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A published BERT directory, open for reading: sizes, tokenizer and weights.
///
/// Layers draw their parameters from it by the names of current checkpoints with the prefix `bert.`; it finds them under
/// older names too (`gamma`, `beta`, no prefix), and remembers which it was asked for.
///
/// The directory of an adapter ([Lora], in PEFT's files) is one, too: it gives the weights of the model that the adapter
/// was learnt for, with what was learnt added to them, unless the two are to be kept [apart][#apart].
public final class Checkpoint implements Parameters.Source, AutoCloseable {
    /// A buffer of old files that holds 0, 1, 2, ...: nothing to load.
    private static final String POSITION_BUFFER = "embeddings.position_ids";

    private static final Set<String> OF_BERT = Set.of("embeddings", "encoder", "pooler");

    private final Path directory;
    private final BertConfig config;
    private final BertTokenizer tokenizer;
    private final Optional<Adapter> adapter;
    private final List<TensorFile> files;
    private final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    private final Set<String> used = new LinkedHashSet<>();
    private Optional<Lora> lora = Optional.empty(); // what stays apart

    private Checkpoint(
            Path directory,
            BertConfig config,
            BertTokenizer tokenizer,
            Optional<Adapter> adapter,
            List<TensorFile> files) {
        this.directory = directory;
        this.config = config;
        this.tokenizer = tokenizer;
        this.adapter = adapter;
        this.files = files;
        for (TensorFile file : files) {
            adapter.filter(found -> found.weights() == file)
                    .ifPresent(found -> found.requireFitting(tensors, config.layers()));
            for (String name : file.names()) {
                tensors.put(currentName(name), file.get(name)); // an adapter's head comes last
            }
        }
        tensors.remove(POSITION_BUFFER);
    }

    /// Opens a directory with `config.json`, a vocabulary, and weights as `model.safetensors`, in shards, or as
    /// `pytorch_model.bin`; or the best model in the directory of a training run.
    ///
    /// @throws BadInputException if a file is missing, damaged, or does not fit the others
    public static Checkpoint open(Path directory) {
        return open(directory, UnaryOperator.identity());
    }

    /// The same with other constants, such as dropout, than `config.json` has.
    public static Checkpoint open(Path directory, UnaryOperator<BertConfig> change) {
        Path model = modelIn(directory);
        Optional<Adapter> adapter = Adapter.find(model);
        List<TensorFile> files = new ArrayList<>();
        adapter.ifPresent(found -> files.add(found.weights()));
        try {
            BertConfig config = change.apply(config(model, adapter));
            BertTokenizer tokenizer = BertTokenizer.load(placeOf(model, adapter, "vocab.txt"));
            requireFitting(model, tokenizer, config);
            files.addAll(0, WeightFiles.open(adapter.map(Adapter::base).orElse(model)));
            return new Checkpoint(model, config, tokenizer, adapter, files);
        } catch (RuntimeException e) {
            files.forEach(TensorFile::close);
            throw e;
        }
    }

    /// An adapter of other programs may be without files that its base has.
    private static Path placeOf(Path model, Optional<Adapter> adapter, String file) {
        return adapter.map(found -> found.placeOf(file)).orElse(model);
    }

    /// A model that has not learnt anything: it has no weights, so everything drawn from it starts at random.
    ///
    /// @param origin what reports name it by
    public static Checkpoint blank(Path origin, BertConfig config, BertTokenizer tokenizer) {
        requireFitting(origin, tokenizer, config);
        return new Checkpoint(origin, config, tokenizer, Optional.empty(), List.of());
    }

    /// The sizes alone.
    ///
    /// @throws BadInputException if `config.json` is missing, damaged, or of a model this toolkit cannot run
    public static BertConfig config(Path directory) {
        Path model = modelIn(directory);
        Optional<Adapter> adapter = Adapter.find(model);
        try {
            return config(model, adapter);
        } finally {
            adapter.ifPresent(found -> found.weights().close());
        }
    }

    private static BertConfig config(Path model, Optional<Adapter> adapter) {
        BertConfig config = ConfigFile.read(placeOf(model, adapter, ConfigFile.NAME));
        return adapter.map(found -> found.adapted(config)).orElse(config);
    }

    private static Path modelIn(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new BadInputException(
                    "%s is not a directory; name one with config.json, vocab.txt and model.safetensors."
                            .formatted(directory));
        }
        for (String place : List.of(".", "best", "last")) {
            if (Files.exists(directory.resolve(place).resolve(ConfigFile.NAME))) {
                return directory.resolve(place).normalize();
            }
        }
        return directory;
    }

    public Path directory() {
        return directory;
    }

    /// Where a file with options of its task or of its pooling lies, or would lie.
    public Path settings(String file) {
        return settings().stream()
                .map(place -> place.resolve(file))
                .filter(Files::exists)
                .findFirst()
                .orElse(directory.resolve(file));
    }

    /// Where such files may lie; the first of a name counts. An adapter of other programs has those of its base, and what
    /// was decided for itself alone.
    List<Path> settings() {
        Path described = placeOf(directory, adapter, ConfigFile.NAME);
        return described.equals(directory) ? List.of(directory) : List.of(directory, described);
    }

    public BertConfig config() {
        return config;
    }

    public BertTokenizer tokenizer() {
        return tokenizer;
    }

    /// True if any parameter lies under this place: `qa_outputs`.
    public boolean has(String place) {
        return tensors.keySet().stream().anyMatch(name -> name.startsWith(place + "."));
    }

    @Override
    public Optional<Tensor> find(String name, long... shape) {
        String current = currentName(name);
        StoredTensor stored = tensors.get(current);
        if (stored == null) {
            return Optional.empty();
        }
        if (!Arrays.equals(stored.shape(), shape)) {
            throw new BadInputException(
                    "%s: tensor \"%s\" has the shape %s where config.json asks for %s; the two files do not belong together."
                            .formatted(
                                    directory,
                                    name,
                                    Arrays.toString(stored.shape()),
                                    Arrays.toString(shape)));
        }
        used.add(current);
        Tensor tensor = Tensor.of(stored);
        if (lora.isEmpty()) {
            adapter.ifPresent(found -> merge(found, current, tensor));
        }
        return Optional.of(tensor);
    }

    /// Adds what the adapter has learnt besides.
    private void merge(Adapter found, String name, Tensor tensor) {
        String layer = name.replaceFirst("\\.weight$", "");
        StoredTensor down = tensors.get(layer + Lora.DOWN);
        if (down != null) {
            StoredTensor up = tensors.get(layer + Lora.UP);
            found.addTo(tensor, up, down);
            used.add(layer + Lora.DOWN);
            used.add(layer + Lora.UP);
        }
    }

    /// From now on gives the weights of the base as they are, so that models are built with branches beside their layers;
    /// those of an adapter, where the directory holds one, go on.
    ///
    /// @throws BadInputException if the rank does not fit those, or the model
    public void apart(Lora value) {
        if (value.rank() > config.hiddenSize()) {
            throw new BadInputException(
                    "A rank of %d is more than the width of the model in %s, %d; choose a smaller one."
                            .formatted(value.rank(), directory, config.hiddenSize()));
        }
        if (adapter.isPresent() && adapter.get().rank() != value.rank()) {
            throw new BadInputException(
                    "%s was begun with the rank %d, not %d; go on with that one."
                            .formatted(directory, adapter.get().rank(), value.rank()));
        }
        lora = Optional.of(value);
    }

    /// The branches that models built from it have; empty: they have none.
    public Optional<Lora> lora() {
        return lora;
    }

    /// True if the directory holds an adapter and not a whole model.
    public boolean isAdapter() {
        return adapter.isPresent();
    }

    /// What the directory holds besides its base; empty: it is whole.
    Optional<Adapter> adapter() {
        return adapter;
    }

    /// All tensors as they lie on the disk, by current name, without prefix.
    Map<String, StoredTensor> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    /// Where the whole model lies.
    public Path base() {
        return adapter.map(Adapter::base).orElse(directory);
    }

    /// Acts as if the last layers and the pooler were not in the file, so that a model begins them anew (Zhang et al. 2021,
    /// "Revisiting few-sample BERT fine-tuning", section 5): they know most about pre-training, and least of use.
    ///
    /// @param count of layers, from 0 to as many as there are; 0 changes nothing
    /// @throws IllegalArgumentException if there are not so many
    public void forgetLastLayers(int count) {
        if (count < 0 || count > config.layers()) {
            throw new IllegalArgumentException(
                    "%d layers cannot begin anew: the model has %d"
                            .formatted(count, config.layers()));
        }
        for (int i = 1; i <= count; i++) {
            String layer = "encoder.layer." + (config.layers() - i) + ".";
            tensors.keySet().removeIf(name -> name.startsWith(layer));
        }
        if (count > 0) {
            tensors.keySet().removeIf(name -> name.startsWith("pooler."));
        }
    }

    /// What became of the file's tensors once a model has been built from them.
    public LoadReport report(Parameters built) {
        Set<String> unused = new LinkedHashSet<>(tensors.keySet());
        unused.removeAll(used);
        return new LoadReport(
                directory, used.size(), List.copyOf(built.initialised()), List.copyOf(unused));
    }

    @Override
    public void close() {
        files.forEach(TensorFile::close);
    }

    /// The weights as they lie on the disk.
    List<TensorFile> files() {
        return files;
    }

    static String currentName(String name) {
        String own = AdapterFiles.withoutPrefix(name, AdapterFiles.PREFIX);
        return AdapterFiles.withoutPrefix(own, "bert.")
                .replace("LayerNorm.gamma", "LayerNorm.weight")
                .replace("LayerNorm.beta", "LayerNorm.bias");
    }

    /// Whether a tensor belongs to a head; here the pooler does not, as BERT is published with one.
    ///
    /// @param name current
    static boolean isOfHead(String name) {
        return !OF_BERT.contains(name.split("\\.", 2)[0]);
    }

    private static void requireFitting(Path directory, BertTokenizer tokenizer, BertConfig config) {
        int vocabulary = tokenizer.vocabulary().size();
        if (vocabulary > config.vocabSize()) {
            throw new BadInputException(
                    "%s: the vocabulary has %d tokens and config.json says %d, so some ids would have no embedding; use the vocabulary the model was trained with."
                            .formatted(directory, vocabulary, config.vocabSize()));
        }
    }
}
