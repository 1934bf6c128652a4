package org.bert4j.tokenizer;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The tokens of a BERT model; the id of a token is its place in the list, from 0. Immutable.
///
/// If a token occurs twice, the last place is its id, as in the references. An empty string stands
/// for an id without a token.
public final class Vocabulary {
    private static final int LARGEST_ID = 10_000_000;

    private final List<String> tokens;
    private final Map<String, Integer> ids;
    private final int modelSize;

    private Vocabulary(List<String> tokens, int modelSize) {
        this.tokens = List.copyOf(tokens);
        this.modelSize = modelSize;
        this.ids = HashMap.newHashMap(tokens.size());
        for (int id = 0; id < tokens.size(); id++) {
            ids.put(tokens.get(id), id);
        }
        ids.remove("");
    }

    public static Vocabulary of(List<String> tokens) {
        return new Vocabulary(tokens, tokens.size());
    }

    /// Reads a `vocab.txt`: a token a line, lines end with LF or CRLF, blanks at their end do not
    /// count.
    ///
    /// @throws BadInputException if the file is missing, empty or not UTF-8
    public static Vocabulary read(Path vocabTxt) {
        return read(vocabTxt, TokenizerMode.HF_FAST);
    }

    /// Reads a `vocab.txt` as the reference of `mode` does: google drops blanks on both sides of a
    /// line, hf-fast at its end, hf-slow none. It only matters for faulty files.
    public static Vocabulary read(Path vocabTxt, TokenizerMode mode) {
        List<String> tokens = new ArrayList<>();
        String content = readText(vocabTxt);
        for (int start = 0, end; start < content.length(); start = end + 1) {
            int lineFeed = content.indexOf('\n', start);
            end = lineFeed < 0 ? content.length() : lineFeed;
            tokens.add(token(content.substring(start, end), mode));
        }
        if (tokens.isEmpty()) {
            throw new BadInputException(
                    "Vocabulary %s is empty; put one token on each line.".formatted(vocabTxt));
        }
        return of(tokens);
    }

    /// A line that is nothing but blanks stays: published vocabularies have tokens made of U+2028.
    private static String token(String line, TokenizerMode mode) {
        String token = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        String stripped =
                switch (mode) {
                    case HF_FAST -> token.stripTrailing();
                    case HF_SLOW -> token;
                    case GOOGLE -> token.strip();
                };
        return stripped.isEmpty() ? token : stripped;
    }

    private static String readText(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new BadInputException(
                    "Vocabulary %s does not exist; check the path.".formatted(file), e);
        } catch (CharacterCodingException e) {
            throw new BadInputException(
                    "Vocabulary %s is not UTF-8 text; convert it or get the file again."
                            .formatted(file),
                    e);
        } catch (IOException e) {
            throw new BadInputException(
                    "Vocabulary %s cannot be read (%s); check the file and its permissions."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    /// Number of ids: what the embedding table must have at least.
    public int size() {
        return tokens.size();
    }

    /// @throws BadInputException if there is no such id
    public String token(int id) {
        if (id < 0 || id >= tokens.size()) {
            throw new BadInputException(
                    "Id %d is outside the vocabulary of %d tokens; use the model's own vocabulary."
                            .formatted(id, tokens.size()));
        }
        return tokens.get(id);
    }

    /// @throws BadInputException if the vocabulary has no such token
    public int id(String token) {
        Integer id = ids.get(token);
        if (id == null) {
            throw new BadInputException(
                    "The vocabulary of %d tokens has no \"%s\"; use the model's own vocabulary."
                            .formatted(tokens.size(), token));
        }
        return id;
    }

    public boolean contains(String token) {
        return ids.containsKey(token);
    }

    /// All tokens in the order of their ids.
    public List<String> tokens() {
        return tokens;
    }

    /// Ids below it can be pieces of words; those from it on were added later and are only found
    /// as [AddedToken].
    public int modelSize() {
        return modelSize;
    }

    /// Could this be the id of a token? A much larger number is a fault of the file.
    static boolean isId(int number) {
        return number >= 0 && number <= LARGEST_ID;
    }

    /// @param where the file that says so
    void requireId(String token, int id, String where) {
        if (id(token) != id) {
            throw new BadInputException(
                    "%s: token \"%s\" has id %d, in the vocabulary it has %d; get the files again."
                            .formatted(where, token, id, id(token)));
        }
    }

    /// The same with further tokens; ids in between that nobody uses get an empty string.
    ///
    /// @throws BadInputException if an id is taken by another token
    Vocabulary withAdded(Map<Integer, String> added) {
        if (added.isEmpty()) {
            return this;
        }
        List<String> all = new ArrayList<>(tokens);
        added.forEach(
                (id, token) -> {
                    if (id >= all.size()) {
                        all.addAll(Collections.nCopies(id + 1 - all.size(), ""));
                    }
                    if (!all.get(id).isEmpty()) {
                        throw new BadInputException(
                                "Added token \"%s\" has the id %d of \"%s\"; get the files again."
                                        .formatted(token, id, all.get(id)));
                    }
                    all.set(id, token);
                });
        return new Vocabulary(all, modelSize);
    }
}
