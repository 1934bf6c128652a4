package org.bert4j.dataset;

import org.bert4j.tokenizer.BadInputException;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;

/// Reads a SQuAD-shaped file paragraph by paragraph: `{"data": [{"title", "paragraphs":
/// [{"context", "qas": [{"id", "question", "answers": [{"text", "answer_start"}],
/// "is_impossible"}]}]}]}`.
///
/// SQuAD 1.1 and 2.0 (Rajpurkar et al. 2016, 2018), XQuAD, CMRC 2018 in its squad style, DRCD and
/// COVID-QA all have it. Only one paragraph is in memory at a time, whatever the size of the file.
/// A question is impossible if it says `is_impossible` or lists no answers; no option is needed.
/// The training set of a run may be read again by opening the file again.
///
/// ```java
/// try (SquadReader reader = SquadReader.open(Path.of("train-v2.0.json"))) {
///     reader.forEachRemaining(paragraph -> System.out.println(paragraph.context()));
///     System.out.println(reader.report().summary());
/// }
/// ```
///
/// Every fault of the file is a [BadInputException] that names the place.
public final class SquadReader implements Iterator<QaParagraph>, AutoCloseable {
    private static final JsonFactory JSON = new JsonFactory();

    /// Where the parser stands between two calls.
    private enum Level {
        ARTICLES,
        ARTICLE,
        PARAGRAPHS,
        END
    }

    private final String file;
    private final JsonParser json;
    private final QaCounts counts = new QaCounts();
    private final ParagraphParser paragraphs;
    private Level level = Level.ARTICLES;
    private int article = -1;
    private int paragraph = -1;
    private boolean articleHasParagraphs;
    private String title = "";
    private QaParagraph next;

    private SquadReader(String file, JsonParser json) {
        this.file = file;
        this.json = json;
        this.paragraphs = new ParagraphParser(json, counts);
    }

    /// Opens a file and reads on to its first paragraph.
    ///
    /// @throws BadInputException if there is no such file, or it is not SQuAD-shaped
    public static SquadReader open(Path file) {
        checkReadable(file);
        JsonParser json = null;
        try {
            json = JSON.createParser(ObjectReadContext.empty(), file);
            SquadReader reader = new SquadReader(file.toString(), json);
            reader.findData();
            reader.next = reader.advance();
            return reader;
        } catch (BadInputException e) {
            json.close();
            throw e;
        } catch (JacksonException e) {
            if (json != null) {
                json.close();
            }
            throw JsonFaults.explain(file.toString(), "", e);
        }
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public QaParagraph next() {
        if (next == null) {
            throw new NoSuchElementException();
        }
        QaParagraph current = next;
        next = advance();
        return current;
    }

    /// The counts so far; complete once [#hasNext()] is false.
    public QaReport report() {
        return counts.report();
    }

    /// Whether an answer to a question that was read did not stand where the file says.
    public boolean wasRepaired(QaExample question) {
        return counts.repairedIds.contains(question.id());
    }

    @Override
    public void close() {
        json.close();
    }

    private static void checkReadable(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                String what = Files.isDirectory(file) ? "is a directory" : "does not exist";
                throw new BadInputException(
                        "%s %s; give the path of a SQuAD-shaped JSON file.".formatted(file, what));
            }
            if (Files.size(file) == 0) {
                throw new BadInputException(
                        "%s is empty; fetch the file again or give another one.".formatted(file));
            }
        } catch (IOException e) {
            throw new BadInputException(
                    "%s cannot be read; check its permissions.".formatted(file), e);
        }
    }

    /// Moves to the inside of the top-level array "data".
    private void findData() {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw foreign(
                    "holds %s at its top".formatted(JsonFaults.describe(json.currentToken())));
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean isData = json.currentName().equals("data");
            JsonToken value = json.nextToken();
            if (isData && value == JsonToken.START_ARRAY) {
                return;
            }
            if (isData) {
                throw foreign("has %s as \"data\"".formatted(JsonFaults.describe(value)));
            }
            json.skipChildren();
        }
        throw foreign("has no \"data\" at its top");
    }

    /// The next paragraph, or null at the end of the file.
    private QaParagraph advance() {
        try {
            QaParagraph found = null;
            while (found == null && level != Level.END) {
                found = step();
            }
            return found;
        } catch (JacksonException e) {
            throw JsonFaults.explain(file, place(), e);
        }
    }

    /// Reads one token's worth; gives a paragraph if that completed one.
    private QaParagraph step() {
        JsonToken token = json.nextToken();
        switch (level) {
            case ARTICLES -> enterArticle(token);
            case ARTICLE -> readArticleField(token);
            case PARAGRAPHS -> {
                return readParagraph(token);
            }
            case END -> throw new IllegalStateException("read past the end");
        }
        return null;
    }

    private void enterArticle(JsonToken token) {
        if (token == JsonToken.END_ARRAY) {
            finish();
            return;
        }
        article++;
        paragraph = -1;
        title = "";
        articleHasParagraphs = false;
        if (token != JsonToken.START_OBJECT) {
            throw foreign("has %s at data[%d]".formatted(JsonFaults.describe(token), article));
        }
        level = Level.ARTICLE;
    }

    private void readArticleField(JsonToken token) {
        if (token == JsonToken.END_OBJECT) {
            if (!articleHasParagraphs) {
                throw foreign("has no \"paragraphs\" at data[%d]".formatted(article));
            }
            level = Level.ARTICLES;
            return;
        }
        String name = json.currentName();
        JsonToken value = json.nextToken();
        if (name.equals("paragraphs")) {
            if (value != JsonToken.START_ARRAY) {
                throw foreign(
                        "has %s as data[%d].paragraphs"
                                .formatted(JsonFaults.describe(value), article));
            }
            articleHasParagraphs = true;
            level = Level.PARAGRAPHS;
        } else if (name.equals("title") && value == JsonToken.VALUE_STRING) {
            title = json.getString();
        } else {
            json.skipChildren();
        }
    }

    private QaParagraph readParagraph(JsonToken token) {
        if (token == JsonToken.END_ARRAY) {
            level = Level.ARTICLE;
            return null;
        }
        paragraph++;
        return paragraphs.parse(title, file + ": " + place());
    }

    /// Reads what follows "data", so that a file cut off after it is noticed.
    private void finish() {
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            json.nextToken();
            json.skipChildren();
        }
        level = Level.END;
        if (counts.questions == 0) {
            throw foreign("has no question in it");
        }
    }

    private String place() {
        if (article < 0) {
            return "data";
        }
        String articlePlace = "data[" + article + "]";
        return paragraph < 0 ? articlePlace : articlePlace + ".paragraphs[" + paragraph + "]";
    }

    private BadInputException foreign(String what) {
        return new BadInputException(
                ("%s %s, so it is not SQuAD-shaped, {\"data\": [{\"paragraphs\":"
                                + " [{\"context\", \"qas\"}]}]}; convert it or give another file.")
                        .formatted(file, what));
    }
}
