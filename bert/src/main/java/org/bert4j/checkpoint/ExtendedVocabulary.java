package org.bert4j.checkpoint;

import org.bert4j.encoder.BertConfig;
import org.bert4j.tensor.SafeTensors;
import org.bert4j.tensor.StoredTensor;
import org.bert4j.tensor.TensorFile;
import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.Vocabulary;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// A checkpoint with more words in its vocabulary, each of which begins as the mean of the pieces it was split into: what
/// the model knew of the word before is what it knows of it at first. Everything else is as it was.
public final class ExtendedVocabulary {
    /// What has a row or a number for each token; the output layer of a masked language model may be stored beside the
    /// embeddings it is tied to.
    private static final Set<String> OF_TOKENS =
            Set.of(
                    "embeddings.word_embeddings.weight",
                    "cls.predictions.bias",
                    "cls.predictions.decoder.weight",
                    "cls.predictions.decoder.bias");

    private final Checkpoint checkpoint;
    private final BertTokenizer tokenizer;
    private final BertConfig config;

    /// For each new word the ids it was split into.
    private final List<int[]> pieces;

    private ExtendedVocabulary(Checkpoint checkpoint, List<String> words) {
        this.checkpoint = checkpoint;
        BertTokenizer before = checkpoint.tokenizer();
        pieces = words.stream().map(word -> before.tokenize(word).ids()).toList();
        tokenizer = withWords(before, words);
        int tokens = Math.max(checkpoint.config().vocabSize(), tokenizer.vocabulary().size());
        config = checkpoint.config().withVocabSize(tokens);
    }

    /// A tokenizer that has these words as well; their ids come after all others.
    public static BertTokenizer withWords(BertTokenizer tokenizer, List<String> words) {
        List<String> tokens = new ArrayList<>(tokenizer.vocabulary().tokens());
        tokens.addAll(words);
        return tokenizer.withVocabulary(Vocabulary.of(tokens));
    }

    /// Writes the whole model, in float32, with the files of its task or of its pooling.
    ///
    /// @param words     as the tokenizer normalizes them; none that it has
    /// @param directory does not exist, or is empty
    /// @throws BadInputException if there are no words, or the directory cannot be written
    public static void write(Checkpoint checkpoint, List<String> words, Path directory) {
        if (words.isEmpty()) {
            throw new BadInputException(
                    "There is no word to add to the vocabulary of %s: it has them all; give other words or other text."
                            .formatted(checkpoint.directory()));
        }
        if (checkpoint.isAdapter()) {
            throw new BadInputException(
                    "%s is an adapter, without the embeddings that new words need; merge it into its model first (./bert4j models merge)."
                            .formatted(checkpoint.directory()));
        }
        DirectoryWriter.requireEmpty(directory);
        DirectoryWriter.replace(directory, new ExtendedVocabulary(checkpoint, words)::fill);
    }

    private void fill(Path directory) {
        OtherFiles.copy(checkpoint.directory(), directory);
        ConfigFile.write(directory, config, ConfigFile.architecture(config));
        tokenizer.save(directory);
        SafeTensors.write(directory.resolve(WeightFiles.SAFETENSORS), tensors());
    }

    private List<StoredTensor> tensors() {
        List<StoredTensor> tensors = new ArrayList<>();
        for (TensorFile file : checkpoint.files()) {
            file.names().stream().map(file::get).map(this::extended).forEach(tensors::add);
        }
        return tensors;
    }

    private StoredTensor extended(StoredTensor stored) {
        if (!OF_TOKENS.contains(Checkpoint.currentName(stored.name()))) {
            return inFloat32(stored);
        }
        long[] shape = stored.shape();
        int width = Math.toIntExact(stored.elementCount() / shape[0]);
        shape[0] = config.vocabSize();
        float[] values = Arrays.copyOf(stored.toFloats(), config.vocabSize() * width);
        int firstNew = tokenizer.vocabulary().size() - pieces.size();
        for (int i = 0; i < pieces.size(); i++) {
            writeMean(values, width, pieces.get(i), firstNew + i);
        }
        return StoredTensor.ofFloats(stored.name(), shape, values);
    }

    private static void writeMean(float[] values, int width, int[] rows, int target) {
        for (int column = 0; column < width; column++) {
            double sum = 0;
            for (int row : rows) {
                sum += values[row * width + column];
            }
            values[target * width + column] = (float) (sum / rows.length);
        }
    }

    private static StoredTensor inFloat32(StoredTensor stored) {
        boolean otherFloat =
                switch (stored.type()) {
                    case F16, BF16, F64 -> true;
                    case F32, BOOL, U8, I8, I16, I32, I64 -> false;
                };
        return otherFloat
                ? StoredTensor.ofFloats(stored.name(), stored.shape(), stored.toFloats())
                : stored;
    }
}
