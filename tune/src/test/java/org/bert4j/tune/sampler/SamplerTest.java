package org.bert4j.tune.sampler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bert4j.tune.space.SearchSpace;
import org.bert4j.tune.space.SearchText;
import org.bert4j.tune.trial.Report;
import org.bert4j.tune.trial.Trial;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

final class SamplerTest {
    private static Stream<TestFunctions.Function> functions() {
        return Stream.of(TestFunctions.branin(), TestFunctions.hartmann(), TestFunctions.mixed());
    }

    @ParameterizedTest
    @MethodSource("functions")
    void tpeFindsMoreThanChance(TestFunctions.Function function) {
        double chance = function.medianRegret(RandomSampler::new, 10, 60);
        double tpe = function.medianRegret(TpeSampler::new, 10, 60);
        assertTrue(tpe < 0.7 * chance, "TPE %.4f, chance %.4f".formatted(tpe, chance));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void everyProcessDrawsTheSame(TestFunctions.Function function) {
        for (Sampler one : List.of(new RandomSampler(3), new SobolSampler(3), new TpeSampler(3))) {
            assertEquals(function.regret(one, 20), function.regret(one, 20));
        }
        assertNotEquals(
                function.regret(new TpeSampler(3), 20), function.regret(new TpeSampler(4), 20));
    }

    /// Every interval of a sixteenth is hit once by sixteen points; chance does so about once in a million.
    @Test
    void sobolSpreadsEvenly() {
        SearchSpace space =
                new SearchSpace(
                        Stream.of("a=0.0..1.0", "b=0.0..1.0").map(SearchText::parse).toList());
        List<Trial> past = new ArrayList<>();
        Set<Long> a = new HashSet<>();
        Set<Long> b = new HashSet<>();
        for (int i = 0; i < 64; i++) {
            Map<String, String> next = new SobolSampler(5).next(space, past).orElseThrow();
            a.add((long) (64 * Double.parseDouble(next.get("a"))));
            b.add((long) (64 * Double.parseDouble(next.get("b"))));
            past.add(new Trial(i, next, 0, Trial.State.RUNNING, List.of()));
        }
        assertTrue(a.size() >= 60 && b.size() >= 60, a.size() + " and " + b.size() + " of 64");
    }

    @Test
    void aGridTriesEveryCombinationOnce() {
        SearchSpace space =
                new SearchSpace(
                        Stream.of(
                                        "batch-size=8|16",
                                        "freeze=nothing|encoder",
                                        "head-learning-rate=0.1|0.01|0.001 if freeze=encoder")
                                .map(SearchText::parse)
                                .toList());
        assertEquals(2 * (1 + 3), GridSampler.DEFAULT.all(space).size());
        assertEquals(8, new HashSet<>(GridSampler.DEFAULT.all(space)).size());
    }

    /// In the brackets of Hyperband, the first rung may be a ninth of a run or the whole.
    @Test
    void tpeTakesThoseThatCameFurthestForTheBest() {
        SearchSpace space = new SearchSpace(List.of(SearchText.parse("a=0.0..1.0")));
        List<Trial> past = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            boolean whole = i % 2 == 0;
            Report report =
                    whole
                            ? new Report(0, 1, List.of(0.6), 1)
                            : new Report(1, 1.0 / 3, List.of(0.9), 1);
            Map<String, String> configuration = Map.of("a", String.valueOf(whole ? 0.9 : 0.1));
            past.add(
                    new Trial(
                            i, configuration, whole ? 2 : 0, Trial.State.STOPPED, List.of(report)));
        }
        for (long seed = 0; seed < 10; seed++) {
            String next = new TpeSampler(seed).next(space, past).orElseThrow().get("a");
            assertTrue(Double.parseDouble(next) > 0.5, next);
        }
    }

    @Test
    void aRangeMayHoldOneValueOnly() {
        SearchSpace space =
                new SearchSpace(
                        Stream.of("a=log(3e-5,3e-5)", "b=2.0..2.0", "c=3..3", "d=0.0..1.0")
                                .map(SearchText::parse)
                                .toList());
        List<Trial> past = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Map<String, String> next = new TpeSampler(1).next(space, past).orElseThrow();
            assertEquals("3e-5 2.0 3", next.get("a") + " " + next.get("b") + " " + next.get("c"));
            Report report = new Report(0, 1, List.of(Double.parseDouble(next.get("d"))), 1);
            past.add(new Trial(i, next, 0, Trial.State.COMPLETE, List.of(report)));
        }
    }
}
