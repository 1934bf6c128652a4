package org.bert4j.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Tokens added by a user, as BertTokenizerFast of transformers 4.57.6 finds them after
/// `add_tokens(["covid", "Foo Bar", AddedToken("Zebra", single_word=True), AddedToken("Katé",
/// lstrip=True, rstrip=True), AddedToken("RAW", normalized=False, single_word=True, rstrip=True),
/// AddedToken("RAWER", normalized=False, lstrip=True)])` and
/// `add_special_tokens({"additional_special_tokens": ["<ent>", AddedToken("<n>", normalized=True,
/// special=True)]})`.
class AddedTokensTest {
    private static final List<AddedToken> ADDED =
            List.of(
                    new AddedToken("covid", false, false, false, true, false),
                    new AddedToken("Foo Bar", false, false, false, true, false),
                    new AddedToken("Zebra", true, false, false, true, false),
                    new AddedToken("Katé", false, true, true, true, false),
                    new AddedToken("RAW", true, false, true, false, false),
                    new AddedToken("RAWER", false, true, false, false, false),
                    AddedToken.special("<ent>"),
                    new AddedToken("<n>", false, false, false, true, true));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a covid19 COVID   | a<a> covid<covid> 1<1> ##9<9> covid<COVID>
                    Foo Bar foo bar   | Foo Bar<Foo Bar> Foo Bar<foo bar>
                    xze Zebra zebra,  | x<x> ##z<z> ##e<e> Zebra<Zebra> Zebra<zebra> ,<,>
                    xZebra            | x<x> ##z<Z> ##e<e> ##b<b> ##r<r> ##a<a>
                    x  kate  y        | x<x> Katé<  kate  > y<y>
                    xRAW RAW  y       | x<x> ##r<R> ##a<A> ##w<W> RAW<RAW  > y<y>
                    x  RAWER          | x<x> RAWER<  RAWER>
                    <ent>a<n> <N>     | <ent><<ent>> a<a> <n><<n>> <n><<N>>
                    """)
    void areFoundAsTheFastReferenceFindsThem(String text, String expected) {
        Tokens tokens = tokenizer(TokenizerMode.HF_FAST).tokenize(text);
        assertEquals(expected, TestFiles.joinWithSources(tokens));
    }

    /// The same tokens in BertTokenizer, which looks for them in lower-cased text.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a covid19 COVID    | a covid 1 ##9 covid
                    Foo Bar foo bar    | Foo Bar f ##oo b ##a ##r
                    Zebra zebra xZebra | Zebra z ##e ##b ##r ##a x ##z ##e ##b ##r ##a
                    x  Katé  y         | x Katé y
                    RAW raw            | r ##a ##w r ##a ##w
                    <ent>a<n> <N><ENT> | <ent> a <n> <n> <ent>
                    """)
    void areFoundAsTheSlowReferenceFindsThem(String text, String expected) {
        Tokens tokens = tokenizer(TokenizerMode.HF_SLOW).tokenize(text);
        assertEquals(expected, TestFiles.join(tokens));
    }

    @Test
    void areUnknownToGoogle() {
        Tokens tokens = tokenizer(TokenizerMode.GOOGLE).tokenize("[MASK] covid");
        assertEquals("[ mask ] c ##o ##v ##i ##d", TestFiles.join(tokens));
    }

    private static BertTokenizer tokenizer(TokenizerMode mode) {
        Map<Integer, String> ids = new TreeMap<>();
        ADDED.forEach(token -> ids.put(1356 + ids.size(), token.content()));
        return BertTokenizer.of(
                TestFiles.vocabulary().withAdded(ids),
                TokenizerOptions.UNCASED.withMode(mode).withAddedTokens(ADDED));
    }
}
