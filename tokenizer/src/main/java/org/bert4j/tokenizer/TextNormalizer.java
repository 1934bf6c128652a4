package org.bert4j.tokenizer;

/// Makes of a text what the vocabulary was trained on: no controls, blanks around ideographs, and,
/// where the options say so, small letters and no accents.
///
/// The order of the steps is the references' own, and it matters: Greek capital sigma at the end
/// of a word becomes one small letter in Google's code and another one in Rust.
final class TextNormalizer {
    private final TokenizerMode mode;
    private final CharacterTable table;
    private final Cleaning cleaning;
    private final LowerCase lowerCase;
    private final Decomposition decomposition;
    private final Composition composition;
    private final boolean lowers;
    private final boolean removesAccents;

    TextNormalizer(TokenizerMode mode, Normalization normalization) {
        this.mode = mode;
        this.table = CharacterTable.of(mode);
        this.cleaning = new Cleaning(table, mode, normalization);
        this.lowerCase = new LowerCase(table);
        this.decomposition = new Decomposition(table);
        this.composition = new Composition(table);
        this.lowers = normalization.lowerCase();
        this.removesAccents = normalization.removesAccents();
    }

    CharacterTable table() {
        return table;
    }

    /// The units `from` to `to` (exclusive) of a text, normalized; offsets count from its start.
    ///
    /// @param workspace holds the result, until it is used again
    Characters normalize(String text, int from, int to, Workspace workspace) {
        Characters clean = cleaning.clean(text, from, to, workspace.characters());
        return switch (mode) {
            case HF_FAST -> lower(withoutAccents(clean, workspace), workspace);
            // The reference lower-cases one character at a time before anything else; cleaning
            // first gives the same, for no control or ideograph has a small letter.
            case HF_SLOW -> {
                Characters lower = lower(clean, workspace);
                yield withoutAccents(
                        composition.compose(lower, workspace.besides(lower)), workspace);
            }
            case GOOGLE -> withoutAccents(lowerWords(clean, workspace), workspace);
        };
    }

    private Characters lower(Characters in, Workspace workspace) {
        return lowers ? lowerCase.lower(in, workspace.besides(in)) : in;
    }

    private Characters lowerWords(Characters in, Workspace workspace) {
        return lowers ? lowerCase.lowerWords(in, workspace.besides(in)) : in;
    }

    private Characters withoutAccents(Characters in, Workspace workspace) {
        return removesAccents ? decomposition.withoutAccents(in, workspace.besides(in)) : in;
    }

    /// Does this character get a blank on either side?
    boolean spaces(int codePoint) {
        return cleaning.spaces(codePoint);
    }

    /// Does it matter what stands beside this character, or does it matter to what stands beside it?
    boolean isContextual(int codePoint) {
        boolean moves = removesAccents && table.combiningClass(codePoint) != 0;
        return moves
                || mode == TokenizerMode.HF_SLOW && composition.joins(codePoint)
                || mode == TokenizerMode.GOOGLE && lowers && LowerCase.isContextual(codePoint);
    }
}
