package org.bert4j.tune.space;

import org.bert4j.tokenizer.BadInputException;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads and writes what is searched as a line of text:
///
/// ```
/// learning-rate=log(1e-5,1e-4)        even in the logarithm
/// warmup=0.0..0.2                     even
/// epochs=2..4                         whole numbers, for both bounds are
/// batch-size=8|16|32                  a choice
/// head-learning-rate=log(1e-4,1e-2) if freeze=encoder
/// ```
public final class SearchText {
    private static final Pattern LINE =
            Pattern.compile(
                    "\\s*-{0,2}([\\w-]+)\\s*=\\s*(.*?)(?:\\s+if\\s+([\\w-]+)\\s*=\\s*(\\S+))?\\s*");
    private static final Pattern LOG =
            Pattern.compile("log\\(\\s*([^,\\s]+)\\s*,\\s*([^,\\s]+)\\s*\\)");
    private static final Pattern RANGE =
            Pattern.compile("([^.\\s|]+(?:\\.[^.\\s|]+)?)\\s*\\.\\.\\s*([^\\s|]+)");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d+");

    private SearchText() {}

    /// @throws BadInputException if the line cannot be understood
    public static Parameter parse(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw wrong(line, "it has no name and values");
        }
        Optional<Parameter.Condition> condition =
                Optional.ofNullable(parts.group(3))
                        .map(name -> new Parameter.Condition(name, parts.group(4)));
        return new Parameter(parts.group(1), domain(parts.group(2), line), condition);
    }

    /// What stands after the equals sign.
    ///
    /// @param line where it stands, for messages
    static Domain domain(String text, String line) {
        try {
            Matcher log = LOG.matcher(text);
            if (log.matches()) {
                return range(log.group(1), log.group(2), true);
            }
            Matcher range = RANGE.matcher(text);
            if (range.matches()) {
                return range(range.group(1), range.group(2), false);
            }
            List<String> values = Arrays.stream(text.split("\\|", -1)).map(String::strip).toList();
            if (values.contains("")) {
                throw wrong(line, "a value is empty");
            }
            return new Domain.Choice(values);
        } catch (IllegalArgumentException e) {
            throw wrong(line, e.getMessage());
        }
    }

    private static Domain range(String low, String high, boolean log) {
        if (WHOLE.matcher(low).matches() && WHOLE.matcher(high).matches()) {
            return new Domain.Whole(Long.parseLong(low), Long.parseLong(high), log);
        }
        return new Domain.Real(number(low), number(high), log);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException(text + " is not a number");
        }
    }

    static String write(Parameter parameter) {
        String values =
                switch (parameter.domain()) {
                    case Domain.Real real ->
                            rangeText(real.text(real.low()), real.text(real.high()), real.log());
                    case Domain.Whole whole ->
                            rangeText(
                                    whole.text(whole.low()), whole.text(whole.high()), whole.log());
                    case Domain.Choice(List<String> choices) -> String.join("|", choices);
                };
        String line = parameter.name() + "=" + values;
        return parameter.condition().map(condition -> line + " if " + condition).orElse(line);
    }

    private static String rangeText(String low, String high, boolean log) {
        return log ? "log(%s,%s)".formatted(low, high) : low + ".." + high;
    }

    private static BadInputException wrong(String line, String reason) {
        return new BadInputException(
                "Cannot read the search \"%s\": %s; write name=log(1e-5,1e-4), name=2..4 or name=8|16|32."
                        .formatted(line, reason));
    }
}
