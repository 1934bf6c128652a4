package org.bert4j.tokenizer;

/// What is done to a text before it is cut into words.
///
/// @param lowerCase    small letters only (uncased models)
/// @param accents      what happens to accents
/// @param spaceChinese every ideograph is a word of its own
/// @param cleanText    controls are dropped, blanks of all kinds are one
public record Normalization(
        boolean lowerCase, Accents accents, boolean spaceChinese, boolean cleanText) {

    /// As bert-base-uncased.
    public static final Normalization UNCASED =
            new Normalization(true, Accents.AS_CASE, true, true);

    /// As bert-base-cased and bert-base-multilingual-cased.
    public static final Normalization CASED = UNCASED.withLowerCase(false);

    public Normalization withLowerCase(boolean lowerCase) {
        return new Normalization(lowerCase, accents, spaceChinese, cleanText);
    }

    public Normalization withAccents(Accents accents) {
        return new Normalization(lowerCase, accents, spaceChinese, cleanText);
    }

    public Normalization withSpaceChinese(boolean spaceChinese) {
        return new Normalization(lowerCase, accents, spaceChinese, cleanText);
    }

    public Normalization withCleanText(boolean cleanText) {
        return new Normalization(lowerCase, accents, spaceChinese, cleanText);
    }

    boolean removesAccents() {
        return switch (accents) {
            case AS_CASE -> lowerCase;
            case REMOVE -> true;
            case KEEP -> false;
        };
    }
}
