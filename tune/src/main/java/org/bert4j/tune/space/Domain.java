package org.bert4j.tune.space;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The values that an option can take in a search.
///
/// To people and to the command line a value is a text (`3e-5`, `16`, `encoder`); to a sampler it is a number, its
/// *code*: that of a numeric option itself, of a choice its index.
public sealed interface Domain {
    /// Numbers with fractions between two bounds, both included.
    ///
    /// @param log whether the search is even in the logarithm, as suits rates
    record Real(double low, double high, boolean log) implements Domain {
        private static final MathContext DIGITS = new MathContext(5, RoundingMode.HALF_EVEN);

        public Real {
            requireBounds(low, high, log);
        }

        @Override
        public double at(double unit) {
            double from = log ? Math.log(low) : low;
            double to = log ? Math.log(high) : high;
            double position = from + unit * (to - from);
            return rounded(log ? Math.exp(position) : position);
        }

        /// Five digits are enough for an option, and can be read and repeated.
        @Override
        public double rounded(double code) {
            return Math.clamp(new BigDecimal(code).round(DIGITS).doubleValue(), low, high);
        }

        @Override
        public String text(double code) {
            return Double.toString(code).replace("E", "e").replace(".0e", "e");
        }

        @Override
        public double code(String text) {
            return Double.parseDouble(text);
        }

        @Override
        public List<Double> grid(int points) {
            return IntStream.range(0, points)
                    .mapToObj(i -> at(points == 1 ? 0.5 : i / (points - 1.0)))
                    .toList();
        }
    }

    /// Whole numbers between two bounds, both included.
    ///
    /// @param log whether the search is even in the logarithm
    record Whole(long low, long high, boolean log) implements Domain {
        public Whole {
            requireBounds(low, high, log);
        }

        @Override
        public double at(double unit) {
            if (!log) {
                return rounded(low - 0.5 + unit * (high - low + 1));
            }
            double from = Math.log(low - 0.5);
            double to = Math.log(high + 0.5);
            return rounded(Math.exp(from + unit * (to - from)));
        }

        @Override
        public double rounded(double code) {
            return Math.clamp(Math.round(code), low, high);
        }

        @Override
        public String text(double code) {
            return Long.toString(Math.round(code));
        }

        @Override
        public double code(String text) {
            return Long.parseLong(text);
        }

        /// All of them if they are no more than `points`.
        @Override
        public List<Double> grid(int points) {
            if (high - low + 1 <= points) {
                return LongStream.rangeClosed(low, high).mapToObj(value -> (double) value).toList();
            }
            return IntStream.range(0, points)
                    .mapToObj(i -> at((i + 0.5) / points))
                    .distinct()
                    .toList();
        }
    }

    /// One of several values without an order.
    record Choice(List<String> values) implements Domain {
        public Choice {
            values = List.copyOf(values);
            require(!values.isEmpty(), "a choice needs values");
            require(
                    new HashSet<>(values).size() == values.size(),
                    "a choice names a value twice: " + values);
        }

        @Override
        public double at(double unit) {
            return rounded(Math.floor(unit * values.size()));
        }

        @Override
        public double rounded(double code) {
            return Math.clamp(Math.round(code), 0, values.size() - 1);
        }

        @Override
        public String text(double code) {
            return values.get((int) Math.round(code));
        }

        @Override
        public double code(String text) {
            int index = values.indexOf(text);
            require(index >= 0, "%s is not one of %s".formatted(text, values));
            return index;
        }

        @Override
        public List<Double> grid(int points) {
            return IntStream.range(0, values.size()).mapToObj(i -> (double) i).toList();
        }
    }

    /// The code of the value at a place of the interval from 0 to 1; places drawn evenly give values drawn evenly.
    ///
    /// @param unit in [0, 1)
    double at(double unit);

    /// The place of a value in the interval from 0 to 1: of a whole number or a choice, the middle of its part.
    default double unit(double code) {
        return switch (this) {
            case Real(double low, double high, boolean log) -> share(code, low, high, log);
            case Whole(long low, long high, boolean log) -> share(code, low - 0.5, high + 0.5, log);
            case Choice(List<String> values) -> (code + 0.5) / values.size();
        };
    }

    private static double share(double code, double low, double high, boolean log) {
        if (low == high) {
            return 0.5;
        }
        return log ? Math.log(code / low) / Math.log(high / low) : (code - low) / (high - low);
    }

    /// The nearest code that stands for a value.
    double rounded(double code);

    /// As on the command line.
    String text(double code);

    /// @throws IllegalArgumentException if the text is no value of this domain
    double code(String text);

    /// Codes that cover the domain.
    ///
    /// @param points how many, of a range that has more
    List<Double> grid(int points);

    /// Every text that a trial may give, where they can be counted, or else the two ends: to try them out.
    default Stream<String> samples() {
        return switch (this) {
            case Real(double low, double high, _) -> Stream.of(low, high).map(this::text);
            case Whole(long low, long high, _) ->
                    Stream.of((double) low, (double) high).map(this::text);
            case Choice(List<String> values) -> values.stream();
        };
    }

    private static void requireBounds(double low, double high, boolean log) {
        require(
                Double.isFinite(low) && Double.isFinite(high) && low <= high,
                "a range goes from a lower to a higher bound, not from %s to %s"
                        .formatted(low, high));
        require(!log || low > 0, "a logarithmic range begins above 0, not at " + low);
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }
}
