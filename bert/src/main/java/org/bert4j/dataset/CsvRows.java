package org.bert4j.dataset;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;

import org.bert4j.tokenizer.BadInputException;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;

/// Rows of a comma separated file (RFC 4180): cells in quotes may hold commas, line ends, and
/// quotes written twice.
final class CsvRows implements RowSource {
    private final String file;
    private final CsvReader<CsvRecord> csv;
    private final CloseableIterator<CsvRecord> records;
    private long line;

    CsvRows(String file, Reader reader) {
        this.file = file;
        this.csv =
                CsvReader.builder()
                        // ExampleMaker faults at ragged rows, with more words
                        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                        .allowUnclosedQuote(false)
                        .ofCsvRecord(reader);
        this.records = csv.iterator();
    }

    @Override
    public String format() {
        return "comma separated";
    }

    @Override
    public Row next() {
        try {
            if (!records.hasNext()) {
                return null;
            }
            CsvRecord csvRecord = records.next();
            line = csvRecord.getStartingLineNumber();
            return new Row.Cells(file + ":" + line, csvRecord.getFields());
        } catch (CsvParseException e) {
            throw new BadInputException(
                    ("%s is not valid CSV after line %d (%s); quote cells that hold a comma, and"
                                    + " write quotes inside them twice.")
                            .formatted(file, line, rootReason(e)),
                    e);
        } catch (UncheckedIOException e) {
            throw TextInput.unreadable(file, line, e.getCause());
        }
    }

    @Override
    public void close() {
        try {
            csv.close();
        } catch (IOException e) {
            throw TextInput.unreadable(file, line, e);
        }
    }

    private static String rootReason(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage().strip().replaceAll("[.]$", "");
    }
}
