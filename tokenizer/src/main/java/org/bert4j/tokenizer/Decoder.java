package org.bert4j.tokenizer;

/// Tokens to text, as Hugging Face's WordPiece decoder: a blank between tokens, none before a
/// piece that continues a word, and some of English spelling mended.
///
/// The result is readable, not the source: case, accents and blanks are gone. Where the source is
/// at hand, [Tokens#slice] is exact.
final class Decoder {
    private static final String[][] MENDED = {
        {" .", "."},
        {" ?", "?"},
        {" !", "!"},
        {" ,", ","},
        {" ' ", "'"},
        {" n't", "n't"},
        {" 'm", "'m"},
        {" do not", " don't"},
        {" 's", "'s"},
        {" 've", "'ve"},
        {" 're", "'re"},
    };

    private final StringBuilder text = new StringBuilder();
    private boolean first = true;

    void append(String token) {
        if (first) {
            text.append(mended(token));
            first = false;
            return;
        }
        boolean continues = token.startsWith(TokenTrie.CONTINUATION_PREFIX);
        int prefix = TokenTrie.CONTINUATION_PREFIX.length();
        text.append(mended(continues ? token.substring(prefix) : " " + token));
    }

    /// The reference mends token by token, so that a rule never spans two of them.
    private static String mended(String token) {
        String result = token;
        for (String[] rule : MENDED) {
            result = result.replace(rule[0], rule[1]);
        }
        return result;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
