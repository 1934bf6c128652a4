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

    TextNormalizer(TokenizerOptions options) {
        this.mode = options.mode();
        this.table = CharacterTable.of(mode);
        this.cleaning = new Cleaning(table, options);
        this.lowerCase = new LowerCase(table);
        this.decomposition = new Decomposition(table);
        this.composition = new Composition(table);
        this.lowers = options.lowerCase();
        this.removesAccents =
                switch (options.accents()) {
                    case AS_CASE -> options.lowerCase();
                    case REMOVE -> true;
                    case KEEP -> false;
                };
    }

    CharacterTable table() {
        return table;
    }

    /// The units `from` to `to` (exclusive) of a text, normalized; offsets count from its start.
    Characters normalize(String text, int from, int to) {
        Characters clean = cleaning.clean(text, from, to);
        return switch (mode) {
            case HF_FAST -> lower(withoutAccents(clean));
            // The reference lower-cases one character at a time before anything else; cleaning
            // first gives the same, for no control or ideograph has a small letter.
            case HF_SLOW -> withoutAccents(composition.compose(lower(clean)));
            case GOOGLE -> withoutAccents(lowers ? lowerCase.lowerWords(clean) : clean);
        };
    }

    private Characters lower(Characters characters) {
        return lowers ? lowerCase.lower(characters) : characters;
    }

    private Characters withoutAccents(Characters characters) {
        return removesAccents ? decomposition.withoutAccents(characters) : characters;
    }
}
