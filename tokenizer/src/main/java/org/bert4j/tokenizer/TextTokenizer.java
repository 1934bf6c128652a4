package org.bert4j.tokenizer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Text to tokens, where no added tokens are to be cut out of the text as it was given.
///
/// There are two ways to the same tokens. The long one makes normalized [Characters] of a text and
/// symbols of these. The short one reads the symbols off the text, as far as [DirectSymbols] can;
/// around each character it cannot read, the stretch between two blanks or ideographs goes the long
/// way: nothing outside of it can matter.
final class TextTokenizer {
    private final TextNormalizer normalizer;
    private final Symbols symbols;
    private final DirectSymbols directSymbols;
    private final WordPiece wordPiece;
    private final AddedTokens tokensInNormalizedText;

    /// Words that punctuation does not split: hf-slow spares special tokens a second time, after
    /// cleaning. Code points.
    private final int[][] sparedWords;

    TextTokenizer(Vocabulary vocabulary, TokenizerOptions options, List<AddedToken> normalized) {
        int unknownId = vocabulary.id(options.specialTokens().unk());
        normalizer = new TextNormalizer(options.mode(), options.normalization());
        TokenTrie trie = TokenTrie.of(vocabulary, Symbols.FIRST_CODE, options.maxWordLength());
        symbols = new Symbols(normalizer.table(), trie, unknownId);
        Stream<String> spares =
                options.mode() == TokenizerMode.HF_SLOW
                        ? options.specialTokens().all().stream()
                        : Stream.empty();
        sparedWords =
                spares.filter(word -> !word.isEmpty())
                        .map(word -> word.codePoints().toArray())
                        .toArray(int[][]::new);
        int[] firstOfSpared = Arrays.stream(sparedWords).mapToInt(word -> word[0]).toArray();
        directSymbols = new DirectSymbols(normalizer, symbols, firstOfSpared);
        wordPiece = new WordPiece(trie, unknownId, options.maxWordLength());
        tokensInNormalizedText =
                new AddedTokens(normalized.stream().map(t -> pattern(t, vocabulary)).toList());
    }

    /// Appends the tokens of the units `[from, to)` of a text.
    void tokenize(String text, int from, int to, TokenBuffer out) {
        if (!tokensInNormalizedText.isEmpty()) {
            tokenizeNormalized(text, from, to, out);
            return;
        }
        for (int start = from; start < to; ) {
            int[] read = out.workspace.symbols(to - start);
            int end = directSymbols.read(text, start, to, read);
            int stretch = end == to ? to : stretchStart(text, start, end);
            wordPiece.split(read, 0, stretch - start, start, out);
            start = stretchEnd(text, end, to);
            tokenizeNormalized(text, stretch, start, out);
        }
    }

    /// Where the stretch begins: with what parts it from the text before. Under NFC a mark behind a
    /// blank makes one run with it and takes its place along.
    private int stretchStart(String text, int from, int unreadable) {
        int start = unreadable;
        while (start > from && !directSymbols.parts(text.charAt(start))) {
            start--;
        }
        return start;
    }

    private int stretchEnd(String text, int unreadable, int to) {
        int end = unreadable;
        while (end < to && !directSymbols.parts(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /// The same, the long way.
    void tokenizeNormalized(String text, int from, int to, TokenBuffer out) {
        if (from == to) {
            return;
        }
        Characters characters = normalizer.normalize(text, from, to, out.workspace);
        int[] characterSymbols = out.workspace.symbols(characters.size);
        readSymbols(characters, characterSymbols);
        int sizeBefore = out.size;
        splitAroundTokens(characters, characterSymbols, out);
        for (int i = sizeBefore; i < out.size; i++) {
            out.starts[i] = characters.starts[out.starts[i]];
            out.ends[i] = characters.ends[out.ends[i] - 1];
        }
    }

    private void readSymbols(Characters characters, int[] out) {
        for (int i = 0; i < characters.size; i++) {
            out[i] = symbols.of(characters.codePoints[i]);
        }
        if (sparedWords.length > 0) {
            spareWords(characters, out);
        }
    }

    private void spareWords(Characters characters, int[] out) {
        for (int start = 0, end; start < characters.size; start = end + 1) {
            end = start;
            while (end < characters.size && out[end] != Symbols.BLANK) {
                end++;
            }
            if (isSpared(characters, start, end)) {
                for (int i = start; i < end; i++) {
                    out[i] = symbols.letter(characters.codePoints[i]);
                }
            }
        }
    }

    private boolean isSpared(Characters characters, int from, int to) {
        for (int[] spared : sparedWords) {
            if (Arrays.equals(characters.codePoints, from, to, spared, 0, spared.length)) {
                return true;
            }
        }
        return false;
    }

    /// Places are those of characters, not yet of the text.
    private void splitAroundTokens(Characters characters, int[] characterSymbols, TokenBuffer out) {
        int from = 0;
        if (!tokensInNormalizedText.isEmpty()) {
            String normalized = characters.string();
            CodePoints codePoints = CodePoints.of(normalized);
            int unit = 0;
            for (AddedTokens.Match match = tokensInNormalizedText.next(normalized, unit);
                    match != null;
                    match = tokensInNormalizedText.next(normalized, unit)) {
                int start = codePoints.fromUtf16(match.start());
                wordPiece.split(characterSymbols, from, start, 0, out);
                from = codePoints.fromUtf16(match.end());
                out.append(match.id(), start, from);
                unit = match.end();
            }
        }
        wordPiece.split(characterSymbols, from, characters.size, 0, out);
    }

    private AddedTokens.Pattern pattern(AddedToken token, Vocabulary vocabulary) {
        String text = token.content();
        String normalized = normalizer.normalize(text, 0, text.length(), new Workspace()).string();
        return new AddedTokens.Pattern(normalized, vocabulary.id(text), token);
    }
}
