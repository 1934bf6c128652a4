package org.bert4j.tokenizer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Text to tokens and back, as published BERT models want it. Immutable and thread safe.
///
/// The way of a text: added tokens such as `[MASK]` are cut out; the rest is normalized
/// (controls, ideographs, case, accents), cut into words at blanks and punctuation, and each word
/// is split into the longest pieces the vocabulary has. Every piece knows its place in the text.
///
/// ```java
/// BertTokenizer tokenizer = BertTokenizer.load(Path.of("bert-base-uncased"));
/// int[] ids = tokenizer.encode("The capital of China is Beijing.").inputIds();
/// ```
public final class BertTokenizer {
    private final Vocabulary vocabulary;
    private final TokenizerOptions options;
    private final TokenizerFiles files;
    private final AddedTokens tokensInText;
    private final TextTokenizer textTokenizer;

    BertTokenizer(Vocabulary vocabulary, TokenizerOptions options, TokenizerFiles files) {
        this.vocabulary = vocabulary;
        this.options = options;
        this.files = files;
        this.tokensInText = tokensInText();
        this.textTokenizer = new TextTokenizer(vocabulary, options, tokensInNormalizedText());
    }

    /// Reads the tokenizer of a Hugging Face model directory; a `vocab.txt` alone is enough.
    ///
    /// `tokenizer.json` comes before `vocab.txt`; what `tokenizer_config.json` says of case, accents
    /// and ideographs comes before `tokenizer.json`. Without any of these, the text is
    /// lower-cased. Truncation and padding stored in `tokenizer.json` are ignored.
    ///
    /// @throws BadInputException if a file is missing, broken, or has an option that would change
    ///                           the tokens and is not known here
    public static BertTokenizer load(Path directory) {
        return load(directory, TokenizerMode.HF_FAST);
    }

    /// The same in another mode.
    public static BertTokenizer load(Path directory, TokenizerMode mode) {
        return TokenizerFiles.load(directory, mode);
    }

    /// @throws BadInputException if the vocabulary lacks the unknown token or an added one
    public static BertTokenizer of(Vocabulary vocabulary, TokenizerOptions options) {
        return new BertTokenizer(vocabulary, options, TokenizerFiles.none());
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    public TokenizerOptions options() {
        return options;
    }

    public int clsId() {
        return vocabulary.id(options.specialTokens().cls());
    }

    public int sepId() {
        return vocabulary.id(options.specialTokens().sep());
    }

    public int padId() {
        return vocabulary.id(options.specialTokens().pad());
    }

    public int unkId() {
        return vocabulary.id(options.specialTokens().unk());
    }

    public int maskId() {
        return vocabulary.id(options.specialTokens().mask());
    }

    /// The pieces of a text, without `[CLS]` and `[SEP]`.
    public Tokens tokenize(String text) {
        TokenBuffer tokens = new TokenBuffer(text.length() / 4 + 8);
        tokenize(text, tokens);
        return tokens.toTokens(vocabulary, text);
    }

    /// Appends the pieces of a text, without `[CLS]` and `[SEP]`, to `out`.
    public void tokenize(String text, TokenBuffer out) {
        int from = 0;
        for (AddedTokens.Match match = tokensInText.next(text, from);
                match != null;
                match = tokensInText.next(text, from)) {
            textTokenizer.tokenize(text, from, match.start(), out);
            out.append(match.id(), match.start(), match.end());
            from = match.end();
        }
        textTokenizer.tokenize(text, from, text.length(), out);
    }

    /// The pieces of each text, in the order of the texts, on all processors.
    public List<Tokens> tokenizeAll(List<String> texts) {
        return tokenizeAll(texts, Runtime.getRuntime().availableProcessors());
    }

    /// The same on so many threads.
    public List<Tokens> tokenizeAll(List<String> texts, int threads) {
        return new ParallelTokenizer(this, texts).tokenize(threads);
    }

    /// `[CLS] text [SEP]`
    public Encoding encode(String text) {
        return encode(tokenize(text));
    }

    /// `[CLS] text [SEP] pair [SEP]`
    public Encoding encode(String text, String pair) {
        return encode(tokenize(text), tokenize(pair));
    }

    /// `[CLS] text [SEP]`, shortened if need be.
    public Encoding encode(String text, Truncation truncation) {
        Tokens tokens = tokenize(text);
        return encode(tokens.first(truncation.keep(tokens.size(), 2)));
    }

    /// `[CLS] text [SEP] pair [SEP]`, shortened if need be.
    public Encoding encode(String text, String pair, Truncation truncation) {
        Tokens first = tokenize(text);
        Tokens second = tokenize(pair);
        Truncation.Lengths kept = truncation.keep(first.size(), second.size(), 3, options.mode());
        return encode(first.first(kept.first()), second.first(kept.second()));
    }

    /// `[CLS] tokens [SEP]`
    public Encoding encode(Tokens tokens) {
        return Encoding.single(tokens, clsId(), sepId());
    }

    /// `[CLS] first [SEP] second [SEP]`
    public Encoding encode(Tokens first, Tokens second) {
        return Encoding.pair(first, second, clsId(), sepId());
    }

    /// All tokens as one text, special ones included, the way Hugging Face's decoder joins them.
    /// It is not the source text; for that use [Tokens#slice].
    ///
    /// @throws BadInputException if an id is outside the vocabulary
    public String decode(int[] ids) {
        return decode(ids, List.of());
    }

    /// The same without special tokens.
    public String decodeWithoutSpecials(int[] ids) {
        List<String> specials = new ArrayList<>(options.specialTokens().all());
        options.addedTokens().stream()
                .filter(AddedToken::special)
                .map(AddedToken::content)
                .forEach(specials::add);
        return decode(ids, specials);
    }

    /// The same with another vocabulary, such as one with more words.
    ///
    /// @throws BadInputException if it lacks the unknown token or an added one
    public BertTokenizer withVocabulary(Vocabulary other) {
        return new BertTokenizer(other, options, files);
    }

    /// Writes `vocab.txt`, `tokenizer.json`, `tokenizer_config.json` and `special_tokens_map.json`
    /// as Python's transformers read them. The mode is not stored: it is chosen on loading.
    ///
    /// @throws BadInputException if the directory cannot be written
    public void save(Path directory) {
        new TokenizerWriter(this, files).write(directory);
    }

    private AddedTokens tokensInText() {
        return switch (options.mode()) {
            case HF_FAST ->
                    new AddedTokens(
                            allAddedTokens().stream()
                                    .filter(token -> !token.normalized())
                                    .map(token -> pattern(token.content(), token))
                                    .toList());
            case HF_SLOW ->
                    new SlowAddedTokens(
                            allAddedTokens().stream()
                                    .map(token -> pattern(token.content(), token))
                                    .toList(),
                            options.normalization().lowerCase());
            case GOOGLE -> new AddedTokens(List.of()); // it has no notion of them
        };
    }

    private List<AddedToken> tokensInNormalizedText() {
        return options.mode() == TokenizerMode.HF_FAST
                ? allAddedTokens().stream().filter(AddedToken::normalized).toList()
                : List.of();
    }

    private AddedTokens.Pattern pattern(String text, AddedToken token) {
        return new AddedTokens.Pattern(text, vocabulary.id(token.content()), token);
    }

    /// The added tokens and the five special ones.
    List<AddedToken> allAddedTokens() {
        List<AddedToken> added = new ArrayList<>(options.addedTokens());
        List<String> known = added.stream().map(AddedToken::content).toList();
        options.specialTokens().all().stream()
                .filter(token -> !known.contains(token) && vocabulary.contains(token))
                .distinct()
                .map(AddedToken::special)
                .forEach(added::add);
        return added;
    }

    private String decode(int[] ids, List<String> omitted) {
        Decoder decoder = new Decoder();
        for (int id : ids) {
            String token = vocabulary.token(id);
            if (!token.isEmpty() && !omitted.contains(token)) {
                decoder.append(token);
            }
        }
        return decoder.toString();
    }
}
