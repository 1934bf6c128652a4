package org.bert4j.metric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

class CalibrationTest {
    /// By hand: the first two are in one bin of a fifteenth, and add up to 1.66 where one came true.
    @Test
    void theErrorIsTheMeanDistanceOverTheAnswers() {
        Calibration calibration = new Calibration();
        calibration.add(0.82, 1);
        calibration.add(0.84, 0);
        calibration.add(0.55, 1);
        assertEquals((0.66 + 0.45) / 3, calibration.expectedError(), 1e-12);
        assertEquals(
                List.of(1L, 2L), calibration.bins().stream().map(Calibration.Bin::count).toList());
    }

    @Test
    void probabilitiesThatComeTrueHaveNoError() {
        Calibration calibration = new Calibration();
        Random random = new Random(1);
        for (int i = 0; i < 200_000; i++) {
            double probability = 0.5 + random.nextDouble() / 2;
            calibration.add(probability, random.nextDouble() < probability ? 1 : 0);
        }
        assertTrue(calibration.expectedError() < 0.01, "" + calibration.expectedError());
    }

    @Test
    void theRiskOfTheSurestAnswersIsOnTheCurve() {
        RiskCoverage curve = new RiskCoverage();
        curve.add(0.9, 1);
        curve.add(0.6, 0);
        curve.add(0.8, 1);
        curve.add(0.7, 0);
        List<RiskCoverage.Point> points = curve.points(4);
        assertEquals(new RiskCoverage.Point(0.5, 0, 0.8), points.get(1));
        assertEquals(new RiskCoverage.Point(1, 0.5, 0.6), points.get(3));
        assertEquals((0 + 0 + 1 / 3.0 + 2 / 4.0) / 4, curve.area(), 1e-12);
        assertEquals(List.of(points.get(1), points.get(3)), curve.points(2));
    }

    /// Labels are drawn by the true probabilities; logits three times as large are too sure.
    @Test
    void theTemperatureOfLogitsThatAreTooSureIsFound() {
        Random random = new Random(2);
        List<Temperature.Judged> examples = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            double[] logits = {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()};
            int truth = draw(logits, random.nextDouble());
            for (int k = 0; k < logits.length; k++) {
                logits[k] *= 3;
            }
            examples.add(new Temperature.Judged(logits, truth));
        }
        double temperature = Temperature.fit(examples);
        assertEquals(3, temperature, 0.1);
        assertTrue(Temperature.loss(examples, temperature) < Temperature.loss(examples, 1) - 0.1);
    }

    private static int draw(double[] logits, double point) {
        double sum = 0;
        for (double logit : logits) {
            sum += Math.exp(logit);
        }
        double left = point * sum;
        for (int k = 0; k < logits.length; k++) {
            left -= Math.exp(logits[k]);
            if (left < 0) {
                return k;
            }
        }
        return logits.length - 1;
    }

    /// Of the R package binom: binom.wilson(81, 100) and (0, 10).
    @Test
    void wilsonsIntervalIsThatOfTheTables() {
        assertEquals(0.7222, Interval.ofMean(0.81, 100).low(), 5e-4);
        assertEquals(0.8749, Interval.ofMean(0.81, 100).high(), 5e-4);
        assertEquals(0, Interval.ofMean(0, 10).low(), 1e-9);
        assertEquals(0.2775, Interval.ofMean(0, 10).high(), 5e-4);
    }
}
