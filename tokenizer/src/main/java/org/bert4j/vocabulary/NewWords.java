package org.bert4j.vocabulary;

import org.bert4j.tokenizer.BadInputException;
import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.TokenBuffer;
import org.bert4j.tokenizer.WordBuffer;
import org.bert4j.tokenizer.WordSplitter;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.IntStream;

/// Finds words that a vocabulary had better have whole.
public final class NewWords {
    private final BertTokenizer tokenizer;

    public NewWords(BertTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /// The words of a text that would save most pieces if they were tokens: occurrences times pieces less one; a word
    /// that is `[UNK]` counts like one of two pieces. Words without a letter, such as numbers, are no candidates.
    ///
    /// @param words        counted after the tokenizer's own normalization
    /// @param most         how many at most
    /// @param minFrequency rarer words are no candidates
    /// @return             the best first; of equal ones in the order of the words
    public List<String> mostSaving(WordCounts words, int most, long minFrequency) {
        TokenBuffer buffer = new TokenBuffer();
        record Candidate(String word, long saved) {}
        return IntStream.range(0, words.size())
                .filter(i -> words.count(i) >= minFrequency && hasLetter(words.word(i)))
                .mapToObj(i -> new Candidate(words.word(i), saved(words, i, buffer)))
                .filter(candidate -> candidate.saved > 0)
                .sorted(Comparator.comparingLong(candidate -> -candidate.saved)) // stable
                .limit(most)
                .map(Candidate::word)
                .toList();
    }

    private static boolean hasLetter(String word) {
        return word.codePoints().anyMatch(Character::isLetter);
    }

    private long saved(WordCounts words, int index, TokenBuffer buffer) {
        buffer.clear();
        tokenizer.tokenize(words.word(index), buffer);
        boolean unknown = buffer.size() == 1 && buffer.ids()[0] == tokenizer.unkId();
        return words.count(index) * (unknown ? 1 : buffer.size() - 1);
    }

    /// The words of a list as the tokenizer sees them, without those it has.
    ///
    /// @param lines a word each; empty ones do not count
    /// @param name  of the list, for messages
    /// @throws BadInputException if a line is not one word
    public List<String> listed(List<String> lines, String name) {
        WordSplitter splitter = new WordSplitter(tokenizer.options().normalization());
        SequencedSet<String> listed = new LinkedHashSet<>();
        WordBuffer words = new WordBuffer();
        for (int i = 0; i < lines.size(); i++) {
            words.clear();
            splitter.split(lines.get(i), words);
            if (words.size() > 1) {
                throw new BadInputException(
                        "%s:%d: \"%s\" is %d words to this model, the first being \"%s\"; put one word on each line."
                                .formatted(name, i + 1, lines.get(i), words.size(), words.word(0)));
            }
            if (words.size() == 1 && !tokenizer.vocabulary().contains(words.word(0))) {
                listed.add(words.word(0));
            }
        }
        return List.copyOf(listed);
    }
}
