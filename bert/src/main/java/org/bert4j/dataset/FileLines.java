package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import java.io.IOException;
import java.nio.file.Path;

/// The numbered lines of a text file. They end at LF or CR LF.
public final class FileLines implements AutoCloseable {
    private final Path file;
    private final LfLines lines;
    private int number;

    private FileLines(Path file) {
        this.file = file;
        this.lines = new LfLines(TextInput.open(file));
    }

    /// @throws BadInputException if the file is missing or cannot be opened
    public static FileLines open(Path file) {
        TextInput.requirePresent(file);
        return new FileLines(file);
    }

    /// The next line, or null at the end.
    public String next() {
        String line = read();
        if (line == null) {
            return null;
        }
        number++;
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    /// Number of the latest line, from 1.
    int number() {
        return number;
    }

    /// `file:12`, the latest line.
    String place() {
        return place(number);
    }

    String place(int line) {
        return file + ":" + line;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private String read() {
        try {
            return lines.next();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private BadInputException unreadable(IOException e) {
        return new BadInputException(
                "%s cannot be read after line %d (%s); check the file and the disk."
                        .formatted(file, number, TextInput.reason(e)),
                e);
    }
}
