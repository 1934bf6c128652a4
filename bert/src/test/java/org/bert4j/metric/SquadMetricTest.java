package org.bert4j.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class SquadMetricTest {
    @ParameterizedTest(name = "\"{0}\" becomes \"{1}\"")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    The River's  an-old one. | rivers anold one
                    A.                       | ''
                    theatre, a play          | theatre play
                    '  İ\u00a0ß '            | i̇ ß
                    北京的 the 长城           | 北京的 长城
                    the北京                   | the北京
                    """)
    void normalisationIsThatOfTheOfficialScript(String answer, String normal) {
        assertEquals(normal, SquadText.normalize(answer));
    }

    @Test
    void combiningAccentPartsAnArticleAsInPython() {
        assertEquals("\u0301 b", SquadText.normalize("a\u0301 b"));
    }

    @Test
    void missingPredictionScoresZeroWhereAllQuestionsHaveAnswers() {
        SquadMetric metric = new SquadMetric();
        metric.add(List.of("yes"), "yes", 0);
        metric.addMissing(List.of("no"));
        assertEquals(new SquadScores.Part(50, 50, 2), metric.scores().all());
    }

    @Test
    void missingPredictionIsLeftOutWhereSomeQuestionsHaveNone() {
        SquadMetric metric = new SquadMetric();
        metric.add(List.of("yes"), "yes", 0);
        metric.addMissing(List.of());
        assertEquals(new SquadScores.Part(100, 100, 1), metric.scores().all());
    }

    @Test
    void noQuestionsGiveZeroAndNoThreshold() {
        SquadScores scores = new SquadMetric().scores();
        assertEquals(new SquadScores.Part(0, 0, 0), scores.all());
        assertFalse(scores.figures().containsKey("best_f1"));
    }
}
