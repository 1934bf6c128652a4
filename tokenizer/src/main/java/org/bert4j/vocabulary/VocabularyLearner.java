package org.bert4j.vocabulary;

import org.bert4j.tokenizer.BadInputException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Learns a vocabulary from counted words: begins with single characters and joins the best pair of neighbours until the
/// vocabulary is full or no pair is frequent enough.
///
/// The result is totally ordered: special tokens, characters by code point, `##c` in the order in which the sorted words
/// have them, then the joined pieces as they were found; ties go to the smaller pair of ids.
public final class VocabularyLearner {
    private static final String INSIDE = "##";

    private final WordCounts words;
    private final Alphabet alphabet;
    private final VocabularyOptions options;
    private final VocabularyListener listener;
    private final List<String> tokens = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private long leastFrequency;

    private VocabularyLearner(
            WordCounts words,
            Alphabet alphabet,
            VocabularyOptions options,
            VocabularyListener listener) {
        this.words = words;
        this.alphabet = alphabet;
        this.options = options;
        this.listener = listener;
    }

    /// @throws BadInputException if there are no words, or the vocabulary has no room for their characters
    public static LearnedVocabulary learn(
            WordCounts words, VocabularyOptions options, VocabularyListener listener) {
        if (words.size() == 0) {
            throw new BadInputException(
                    "There is no word in the text, so no vocabulary can be learned; give other"
                            + " text.");
        }
        return learn(words, Alphabet.of(words, options.limitAlphabet()), options, listener);
    }

    static LearnedVocabulary learn(
            WordCounts words,
            Alphabet alphabet,
            VocabularyOptions options,
            VocabularyListener listener) {
        return new VocabularyLearner(words, alphabet, options, listener).learn();
    }

    private LearnedVocabulary learn() {
        options.specials().forEach(this::id);
        int specials = tokens.size();
        requireRoom(specials);
        alphabet.kept().forEach(character -> id(Character.toString(character)));
        alphabet.inside().forEach(character -> id(INSIDE + Character.toString(character)));
        joinPairs();
        return new LearnedVocabulary(
                tokens,
                specials,
                alphabet.kept().size(),
                alphabet.inside().size(),
                alphabet.found(),
                alphabet.covered(),
                leastFrequency,
                words.total(),
                words.size(),
                words.tooLong());
    }

    private void requireRoom(int specials) {
        int characters = alphabet.kept().size();
        int inside = alphabet.inside().size();
        int needed = specials + characters + inside;
        if (needed > options.size()) {
            throw new BadInputException(
                    "A vocabulary of %d tokens does not cover the alphabet: %d special tokens, %d characters and %d of them inside words make %d; give a size of %d or more, or a lower limitAlphabet."
                            .formatted(
                                    options.size(), specials, characters, inside, needed, needed));
        }
    }

    /// The id of a token; a new one comes last.
    private int id(String token) {
        Integer known = ids.putIfAbsent(token, tokens.size());
        if (known != null) {
            return known;
        }
        tokens.add(token);
        return tokens.size() - 1;
    }

    private void joinPairs() {
        boolean byLikelihood = options.score() == PairScore.LIKELIHOOD;
        Spelling spelling = new Spelling(spelled(), counts(), byLikelihood);
        PairQueue queue = new PairQueue(pair -> rank(pair, spelling));
        spelling.pairs().forEach(queue::offer);
        while (tokens.size() < options.size()) {
            Pair pair = queue.poll();
            if (pair == null) {
                return;
            }
            leastFrequency = pair.count;
            spelling.join(pair, id(joined(pair))).forEach(queue::offer);
            if (byLikelihood) { // the pieces have become rarer, and their other pairs better
                spelling.pairsOf(pair.left).forEach(queue::offer);
                spelling.pairsOf(pair.right).forEach(queue::offer);
            }
            listener.learned(tokens.size());
        }
    }

    private long rank(Pair pair, Spelling spelling) {
        if (pair.count < options.minFrequency() || !pair.hasWords()) {
            return 0;
        }
        return options.score()
                .rank(pair.count, spelling.count(pair.left), spelling.count(pair.right));
    }

    private String joined(Pair pair) {
        String right = tokens.get(pair.right);
        return tokens.get(pair.left)
                + (right.startsWith(INSIDE) ? right.substring(INSIDE.length()) : right);
    }

    private long[] counts() {
        long[] counts = new long[words.size()];
        Arrays.setAll(counts, words::count);
        return counts;
    }

    /// Each word as ids of characters; those that are not kept are left out.
    private int[][] spelled() {
        int[] first = new int[Character.MAX_CODE_POINT + 1];
        int[] inside = new int[Character.MAX_CODE_POINT + 1];
        alphabet.kept().forEach(c -> first[c] = id(Character.toString(c)));
        alphabet.inside().forEach(c -> inside[c] = id(INSIDE + Character.toString(c)));
        int[][] spelled = new int[words.size()][];
        for (int i = 0; i < spelled.length; i++) {
            int[] characters = words.word(i).codePoints().toArray();
            for (int k = 0; k < characters.length; k++) {
                characters[k] = k == 0 ? first[characters[k]] : inside[characters[k]];
            }
            spelled[i] = Arrays.stream(characters).filter(id -> id > 0).toArray();
        }
        return spelled;
    }
}
