package org.bert4j.head;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

class TagViterbiTest {
    private static final int O = 0;
    private static final int B = 1;
    private static final int I = 2;
    private static final boolean[] BIO_START = {true, true, false};
    private static final boolean[][] BIO = {
        {true, true, false}, {true, true, true}, {true, true, true}
    };

    @Test
    void anInsideTagNeverComesFirstOrAfterOutside() {
        float[][] logits = {{0, 1, 9}, {5, 0, 0}, {0, 1, 2}, {0, 1, 4}};
        int[] path = new TagViterbi(BIO_START, BIO).decode(logits);
        assertArrayEquals(new int[] {B, O, B, I}, path);
    }

    @Test
    void aCertainWordChangesTheOneBefore() {
        float[][] logits = {{2, 1, 0}, {0, 0, 9}}; // alone, the first word would be O
        assertArrayEquals(new int[] {B, I}, new TagViterbi(BIO_START, BIO).decode(logits));
    }

    @Test
    void noWordsHaveNoTags() {
        assertEquals(0, new TagViterbi(BIO_START, BIO).decode(new float[0][]).length);
    }

    @ParameterizedTest(name = "{0} tags, {1} words")
    @CsvSource({"2, 1", "2, 6", "3, 2", "3, 3", "3, 5", "4, 4", "5, 4"})
    void thePathIsTheBestOfAllThatAreAllowed(int tags, int words) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(17);
        int withPaths = 0;
        for (int round = 0; round < 200; round++) {
            Sentence sentence = Sentence.random(random, tags, words);
            int[] expected = sentence.bestByTryingAll();
            if (expected == null) {
                assertThrows(IllegalArgumentException.class, sentence::decode);
                continue;
            }
            withPaths++;
            assertArrayEquals(expected, sentence.decode());
            assertArrayEquals(
                    sentence.withoutTransitions().bestByTryingAll(),
                    sentence.viterbi().decode(sentence.emissions));
        }
        assertTrue(withPaths > 100, "rounds with an allowed path: " + withPaths);
    }

    /// Scores and rules for one sentence; a third of the transitions is forbidden.
    private record Sentence(
            float[][] emissions,
            float[] start,
            float[][] transitions,
            float[] end,
            boolean[] allowedStart,
            boolean[][] allowed) {
        static Sentence random(RandomGenerator random, int tags, int words) {
            boolean[] allowedStart = allowed(random, tags);
            allowedStart[random.nextInt(tags)] = true;
            boolean[][] allowed = new boolean[tags][];
            Arrays.setAll(allowed, _ -> allowed(random, tags));
            return new Sentence(
                    scores(random, words, tags),
                    scores(random, 1, tags)[0],
                    scores(random, tags, tags),
                    scores(random, 1, tags)[0],
                    allowedStart,
                    allowed);
        }

        private static boolean[] allowed(RandomGenerator random, int tags) {
            boolean[] values = new boolean[tags];
            for (int i = 0; i < tags; i++) {
                values[i] = random.nextInt(3) > 0;
            }
            return values;
        }

        private static float[][] scores(RandomGenerator random, int rows, int columns) {
            float[][] values = new float[rows][columns];
            for (float[] row : values) {
                for (int i = 0; i < columns; i++) {
                    row[i] = (float) random.nextGaussian();
                }
            }
            return values;
        }

        Sentence withoutTransitions() {
            int tags = start.length;
            return new Sentence(
                    emissions,
                    new float[tags],
                    new float[tags][tags],
                    new float[tags],
                    allowedStart,
                    allowed);
        }

        TagViterbi viterbi() {
            return new TagViterbi(allowedStart, allowed);
        }

        int[] decode() {
            return viterbi().decode(emissions, start, transitions, end);
        }

        /// Null if no path is allowed.
        int[] bestByTryingAll() {
            int[] best = null;
            for (int[] path : AllPaths.of(start.length, emissions.length)) {
                if (isAllowed(path) && (best == null || score(path) > score(best))) {
                    best = path;
                }
            }
            return best;
        }

        private boolean isAllowed(int[] path) {
            boolean yes = allowedStart[path[0]];
            for (int word = 1; word < path.length; word++) {
                yes &= allowed[path[word - 1]][path[word]];
            }
            return yes;
        }

        private double score(int[] path) {
            double score = (double) start[path[0]] + end[path[path.length - 1]];
            for (int word = 0; word < path.length; word++) {
                score += emissions[word][path[word]];
                score += word == 0 ? 0 : transitions[path[word - 1]][path[word]];
            }
            return score;
        }
    }

    @Test
    void aSchemeWithoutAFirstTagIsRefused() {
        var e =
                assertThrows(
                        IllegalArgumentException.class, () -> new TagViterbi(new boolean[3], BIO));
        assertEquals("No tag may be the first of a sentence; allow one", e.getMessage());
    }

    @Test
    void aTableOfAnotherSizeIsRefused() {
        boolean[] twoTags = {true, true};
        var e = assertThrows(IllegalArgumentException.class, () -> new TagViterbi(twoTags, BIO));
        assertEquals(
                "The table of transitions is not 2 x 2, the number of first tags", e.getMessage());
    }
}
