package org.bert4j.tune.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.bert4j.tokenizer.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;

final class SearchTextTest {
    @Test
    void boundsThatAreWholeNumbersMakeARangeOfWholeNumbers() {
        assertEquals(new Domain.Whole(2, 4, false), SearchText.parse("epochs=2..4").domain());
        assertEquals(
                new Domain.Whole(4, 64, true), SearchText.parse("batch-size=log(4,64)").domain());
        assertEquals(new Domain.Real(0, 0.2, false), SearchText.parse("warmup=0.0..0.2").domain());
        assertEquals(
                new Domain.Real(1e-5, 1e-4, true),
                SearchText.parse("learning-rate=log(1e-5,1e-4)").domain());
    }

    @Test
    void valuesBetweenBarsAreAChoice() {
        assertEquals(
                Parameter.of("batch-size", new Domain.Choice(List.of("8", "16", "32"))),
                SearchText.parse("--batch-size = 8 | 16|32"));
    }

    @Test
    void anOptionMayDependOnAnother() {
        Parameter parameter =
                SearchText.parse("head-learning-rate=log(1e-4,1e-2) if freeze=encoder");
        assertEquals(
                Optional.of(new Parameter.Condition("freeze", "encoder")), parameter.condition());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "epochs=2..4",
                "batch-size=8|16|32",
                "learning-rate=log(1e-5,1e-4)",
                "warmup=0.0..0.2",
                "batch-size=log(4,64)",
                "head-learning-rate=log(1e-4,0.01) if freeze=encoder"
            })
    void isReadAsItWasWritten(String line) {
        assertEquals(line, SearchText.write(SearchText.parse(line)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    epochs                     ; it has no name and values
                    epochs=4..2                ; a range goes from a lower to a higher bound
                    learning-rate=log(0,1)     ; a logarithmic range begins above 0
                    learning-rate=log(a,1e-3)  ; a is not a number
                    batch-size=8||16           ; a value is empty
                    batch-size=8|8             ; a choice names a value twice
                    """)
    void saysWhatIsWrong(String line, String reason) {
        String message =
                assertThrows(BadInputException.class, () -> SearchText.parse(line)).getMessage();
        assertEquals(true, message.contains(line) && message.contains(reason), message);
    }

    @Test
    void aConditionThatNeverHoldsIsRefused() {
        List<Parameter> parameters =
                List.of(
                        SearchText.parse("freeze=nothing|embeddings"),
                        SearchText.parse("head-learning-rate=0.1|0.01 if freeze=encoder"));
        String message =
                assertThrows(BadInputException.class, () -> new SearchSpace(parameters))
                        .getMessage();
        assertEquals(
                "The option head-learning-rate is searched if freeze=encoder, which never holds;"
                        + " search freeze before it, with encoder among its values.",
                message);
    }

    @Test
    void anOptionThatDoesNotMatterHasNoValue() {
        SearchSpace space =
                new SearchSpace(
                        List.of(
                                SearchText.parse("freeze=nothing|encoder"),
                                SearchText.parse("head-learning-rate=0.1|0.01 if freeze=encoder")));
        assertEquals(Map.of("freeze", "nothing"), space.configuration(_ -> 0));
        assertEquals(
                Map.of("freeze", "encoder", "head-learning-rate", "0.01"),
                space.configuration(_ -> 1));
    }
}
