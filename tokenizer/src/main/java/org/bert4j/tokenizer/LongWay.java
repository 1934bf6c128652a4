package org.bert4j.tokenizer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Text to tokens the way that is right for every text: normalized [Characters], symbols of these,
/// word pieces of the symbols.
final class LongWay {
    private final TextNormalizer normalizer;
    private final Symbols symbols;
    private final WordPiece wordPiece;
    private final AddedTokens tokensInText;

    /// Words that punctuation does not split: hf-slow spares special tokens a second time, after
    /// cleaning. Code points.
    private final int[][] sparedWords;

    /// @param tokens to be found in normalized text
    LongWay(
            Vocabulary vocabulary,
            TokenizerOptions options,
            List<AddedToken> tokens,
            Symbols symbols,
            WordPiece wordPiece) {
        this.normalizer = new TextNormalizer(options.mode(), options.normalization());
        this.symbols = symbols;
        this.wordPiece = wordPiece;
        this.tokensInText =
                new AddedTokens(tokens.stream().map(t -> pattern(t, vocabulary)).toList());
        Stream<String> spared =
                options.mode() == TokenizerMode.HF_SLOW
                        ? options.specialTokens().all().stream().filter(word -> !word.isEmpty())
                        : Stream.empty();
        this.sparedWords = spared.map(word -> word.codePoints().toArray()).toArray(int[][]::new);
    }

    private AddedTokens.Pattern pattern(AddedToken token, Vocabulary vocabulary) {
        String text = token.content();
        String normalized = normalizer.normalize(text, 0, text.length(), new Workspace()).string();
        return new AddedTokens.Pattern(normalized, vocabulary.id(text), token);
    }

    /// Appends the tokens of the units `[from, to)` of a text.
    void tokenize(String text, int from, int to, TokenBuffer out) {
        if (from == to) {
            return;
        }
        Characters characters = normalizer.normalize(text, from, to, out.workspace);
        int[] read = out.workspace.symbols(characters.size);
        readSymbols(characters, read);
        int sizeBefore = out.size;
        splitAroundTokens(characters, read, out);
        for (int i = sizeBefore; i < out.size; i++) {
            out.starts[i] = characters.starts[out.starts[i]];
            out.ends[i] = characters.ends[out.ends[i] - 1];
        }
    }

    /// Places are those of characters, not yet of the text.
    private void splitAroundTokens(Characters characters, int[] read, TokenBuffer out) {
        int from = 0;
        if (!tokensInText.isEmpty()) {
            String normalized = characters.string();
            CodePoints codePoints = CodePoints.of(normalized);
            int unit = 0;
            for (AddedTokens.Match match = tokensInText.next(normalized, unit);
                    match != null;
                    match = tokensInText.next(normalized, unit)) {
                int start = codePoints.fromUtf16(match.start());
                wordPiece.split(read, from, start, 0, out);
                from = codePoints.fromUtf16(match.end());
                out.append(match.id(), start, from);
                unit = match.end();
            }
        }
        wordPiece.split(read, from, characters.size, 0, out);
    }

    private void readSymbols(Characters characters, int[] read) {
        for (int i = 0; i < characters.size; i++) {
            read[i] = symbol(characters.codePoints[i]);
        }
        if (sparedWords.length > 0) {
            spareWords(characters, read);
        }
    }

    private int symbol(int codePoint) {
        int flags = normalizer.table().flags(codePoint);
        if ((flags & CharacterTable.PUNCTUATION) != 0) {
            return symbols.word(codePoint);
        }
        return (flags & CharacterTable.SPACE) != 0 ? Symbols.BLANK : symbols.letter(codePoint);
    }

    private void spareWords(Characters characters, int[] read) {
        for (int start = 0, end; start < characters.size; start = end + 1) {
            end = start;
            while (end < characters.size && read[end] != Symbols.BLANK) {
                end++;
            }
            if (isSpared(characters, start, end)) {
                for (int i = start; i < end; i++) {
                    read[i] = symbols.letter(characters.codePoints[i]);
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

    /// The symbol that a unit of text becomes whatever stands beside it, or
    /// [DirectSymbols#CONTEXTUAL] if there is no such symbol.
    int symbolAnywhere(char unit) {
        if (Character.isSurrogate(unit) || normalizer.isContextual(unit)) {
            return DirectSymbols.CONTEXTUAL;
        }
        Characters alone = normalizer.normalize(String.valueOf(unit), 0, 1, new Workspace());
        int middle = isSpaced(unit) ? 1 : 0; // behind the blank put before it
        if (alone.size != 2 * middle + 1 || beginsSpared(alone.codePoints[middle])) {
            return DirectSymbols.CONTEXTUAL;
        }
        int codePoint = alone.codePoints[middle];
        return middle == 1 ? symbols.word(codePoint) : symbol(codePoint);
    }

    private boolean beginsSpared(int codePoint) {
        return Arrays.stream(sparedWords).anyMatch(spared -> spared[0] == codePoint);
    }

    /// Does this character get a blank on either side?
    boolean isSpaced(int codePoint) {
        return normalizer.spaces(codePoint);
    }
}
