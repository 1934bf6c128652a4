package org.bert4j.task;

import org.bert4j.dataset.TaggedText;
import org.bert4j.feature.TagFeature;
import org.bert4j.feature.TokenRow;
import org.bert4j.tensor.Tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Where the words of some sentences stand in the encoder's output: for each sentence its decided words in order, and
/// for each word the place of its first token among all tokens of the batch.
///
/// @param texts  the sentences
/// @param words  `[sentence][i]`, number of the i-th decided word
/// @param places `[sentence][i]`, row of that word in the output seen as `[rows * tokens, hidden]`
record WordRows(List<TaggedText> texts, int[][] words, long[][] places) {
    static WordRows of(Encoded<TaggedText> encoded) {
        long tokens = encoded.batch().tokens();
        List<TaggedText> texts = new ArrayList<>();
        int[][] words = new int[encoded.items().size()][];
        long[][] places = new long[words.length][];
        int row = 0;
        for (int i = 0; i < words.length; i++) {
            Item<TaggedText> item = encoded.items().get(i);
            texts.add(item.example());
            long[] placeOfWord = new long[item.example().words()];
            Arrays.fill(placeOfWord, -1);
            for (TokenRow tokenRow : item.rows()) {
                TagFeature feature = (TagFeature) tokenRow;
                for (int k = 0; k < feature.wordIndex().length; k++) {
                    placeOfWord[feature.wordIndex()[k]] = row * tokens + feature.tokenPosition()[k];
                }
                row++;
            }
            words[i] = decided(placeOfWord);
            places[i] = Arrays.stream(words[i]).mapToLong(word -> placeOfWord[word]).toArray();
        }
        return new WordRows(texts, words, places);
    }

    private static int[] decided(long[] placeOfWord) {
        return IntStream.range(0, placeOfWord.length)
                .filter(word -> placeOfWord[word] >= 0)
                .toArray();
    }

    /// Number of words in all sentences.
    int count() {
        return Arrays.stream(words).mapToInt(some -> some.length).sum();
    }

    /// Words of the longest sentence.
    int longest() {
        return Arrays.stream(words).mapToInt(some -> some.length).max().orElse(0);
    }

    /// The vectors of all words, one sentence after the other.
    ///
    /// @param sequenceOutput `[rows, tokens, hidden]`
    /// @return               `[words, hidden]`
    Tensor gather(Tensor sequenceOutput) {
        long[] all = Arrays.stream(places).flatMapToLong(Arrays::stream).toArray();
        return sequenceOutput.reshape(-1, sequenceOutput.size(2)).rows(Tensor.of(all, all.length));
    }

    /// The scores of the words, sentence by sentence, padded with zeros.
    ///
    /// @param perWord `[words, tags]`, not empty
    /// @return        `[sentences, longest, tags]`
    Tensor padded(Tensor perWord) {
        int longest = longest();
        long[] index = new long[words.length * longest];
        int word = 0;
        for (int i = 0; i < words.length; i++) {
            for (int k = 0; k < words[i].length; k++) {
                index[i * longest + k] = word++;
            }
        }
        return perWord.rows(Tensor.of(index, index.length))
                .reshape(words.length, longest, perWord.size(1));
    }

    /// True where [#padded] holds a word: `[sentences, longest]`.
    Tensor mask() {
        int longest = longest();
        boolean[] mask = new boolean[words.length * longest];
        for (int i = 0; i < words.length; i++) {
            Arrays.fill(mask, i * longest, i * longest + words[i].length, true);
        }
        return Tensor.of(mask, words.length, longest);
    }
}
