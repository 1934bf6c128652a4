package org.bert4j.tokenizer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.stream.Stream;

class DecoderTest {
    private final BertTokenizer tokenizer = TestFiles.uncased();

    /// As `Tokenizer.decode` of tokenizers 0.22.2 with the WordPiece decoder: with the special
    /// tokens, and without.
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    [CLS] the capital is beijing . [SEP] | [CLS] the capital is beijing. [SEP] | the capital is beijing.
                    un ##want ##ed , runn ##ing !        | unwanted, running!                  | unwanted, running!
                    ##ing the ##s                        | ##ing thes                          | ##ing thes
                    a ' b ? [MASK] .                     | a ' b? [MASK].                      | a ' b?.
                    中 国 ##s                            | 中 国s                              | 中 国s
                    """)
    void joinsAsTheReference(String tokens, String all, String withoutSpecials) {
        int[] ids = Stream.of(tokens.split(" ")).mapToInt(tokenizer.vocabulary()::id).toArray();
        assertEquals(all, tokenizer.decode(ids));
        assertEquals(withoutSpecials, tokenizer.decodeWithoutSpecials(ids));
    }

    @Test
    void anIdBeyondTheVocabularyIsRefused() {
        assertThrows(BadInputException.class, () -> tokenizer.decode(new int[] {99_999}));
    }
}
