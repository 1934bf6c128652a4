package org.bert4j.tokenizer;

/// Which published BERT tokenizer is followed, to the last token.
///
/// | | hf-fast | hf-slow | google |
/// |---|---|---|---|
/// | added tokens in the text | kept whole | kept whole | not known |
/// | dropped characters | Cc, Cf, Co of an old Unicode | Cc, Cf, Co, Cn of Unicode 14 | Cc, Cf |
/// | ideographs U+2B820 to U+2B91F | part of a word (a slip) | a word each | a word each |
/// | composition (NFC) | no | yes | no |
/// | order | accents, case | case, accents | case, accents |
/// | capital sigma at the end of a word | U+03C3 | U+03C3 | U+03C2 |
/// | longest word | 100 code points | 100 | 200 |
/// | odd token of an equal pair, cut | to the second | to the first | to the first |
public enum TokenizerMode {
    /// The Rust tokenizer of Hugging Face (`BertTokenizerFast`): the default.
    HF_FAST("hf-fast"),
    /// The Python tokenizer of Hugging Face (`BertTokenizer` of transformers 4).
    HF_SLOW("hf-slow"),
    /// The tokenizer of google-research/bert (`tokenization.py`).
    GOOGLE("google");

    private final String label;

    TokenizerMode(String label) {
        this.label = label;
    }

    /// The name used outside Java: `hf-fast`, `hf-slow` or `google`.
    public String label() {
        return label;
    }

    /// Longer words, counted in code points, become one unknown token.
    public int maxWordLength() {
        return this == GOOGLE ? 200 : 100;
    }

    /// @throws BadInputException if no mode has this label
    public static TokenizerMode of(String label) {
        for (TokenizerMode mode : values()) {
            if (mode.label.equals(label)) {
                return mode;
            }
        }
        throw new BadInputException(
                "Tokenizer mode \"%s\" is not one of hf-fast, hf-slow, google; choose one of these."
                        .formatted(label));
    }
}
