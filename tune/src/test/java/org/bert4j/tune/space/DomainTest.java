package org.bert4j.tune.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

final class DomainTest {
    private static Stream<Domain> domains() {
        return Stream.of(
                new Domain.Real(1e-5, 1e-4, true),
                new Domain.Real(0, 0.2, false),
                new Domain.Real(0.3, 0.3, false),
                new Domain.Whole(2, 4, false),
                new Domain.Whole(1, 1000, true),
                new Domain.Choice(List.of("a", "b", "c")));
    }

    @ParameterizedTest
    @MethodSource("domains")
    void everyValueIsReadAsItWasWritten(Domain domain) {
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            double code = domain.at(random.nextDouble());
            assertEquals(code, domain.code(domain.text(code)));
            assertEquals(code, domain.rounded(code));
        }
    }

    @Test
    void valuesAreDrawnEvenly() {
        int[] counts = new int[5];
        Random random = new Random(2);
        for (int i = 0; i < 30_000; i++) {
            counts[(int) new Domain.Whole(2, 4, false).at(random.nextDouble())]++;
        }
        for (int value = 2; value <= 4; value++) {
            assertEquals(10_000, counts[value], 300); // 3 sigma are 245
        }
    }

    @Test
    void aLogarithmicRangeIsEvenInItsDecades() {
        Domain rates = new Domain.Real(1e-5, 1e-3, true);
        assertEquals(1e-5, rates.at(0));
        assertEquals(1e-4, rates.at(0.5));
        assertEquals(3.1623e-5, rates.at(0.25));
    }

    @Test
    void aGridReachesBothBounds() {
        assertEquals(List.of(1e-5, 1e-4, 1e-3), new Domain.Real(1e-5, 1e-3, true).grid(3));
        assertEquals(List.of(2.0, 3.0, 4.0), new Domain.Whole(2, 4, false).grid(5));
        assertTrue(new Domain.Whole(1, 100, false).grid(5).size() == 5);
        assertEquals(List.of(0.0, 1.0), new Domain.Choice(List.of("a", "b")).grid(5));
    }
}
