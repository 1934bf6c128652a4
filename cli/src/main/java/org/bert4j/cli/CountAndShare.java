package org.bert4j.cli;

import picocli.CommandLine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number, and the share of a run for which it holds, written as `128:0.9`.
record CountAndShare(int count, double share) {
    static final class Converter implements CommandLine.ITypeConverter<CountAndShare> {
        private static final Pattern PARTS =
                Pattern.compile("(\\d{1,9}):(\\d{1,9}(?:\\.\\d{1,17})?)");

        @Override
        public CountAndShare convert(String text) {
            Matcher parts = PARTS.matcher(text);
            if (!parts.matches()) {
                throw new CommandLine.TypeConversionException(
                        "'%s' is no number with a share; write for example 128:0.9"
                                .formatted(text));
            }
            return new CountAndShare(
                    Integer.parseInt(parts.group(1)), Double.parseDouble(parts.group(2)));
        }
    }
}
