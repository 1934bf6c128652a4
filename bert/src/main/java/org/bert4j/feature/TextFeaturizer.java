package org.bert4j.feature;

import org.bert4j.tokenizer.BertTokenizer;
import org.bert4j.tokenizer.Encoding;
import org.bert4j.tokenizer.Tokens;
import org.bert4j.tokenizer.Truncation;
import org.bert4j.tokenizer.Window;
import org.bert4j.tokenizer.WindowStride;

import java.util.List;

/// Makes rows of texts and of pairs of texts: `[CLS] text [SEP]`, `[CLS] text [SEP] pair [SEP]`.
///
/// @param maxLength tokens in a row, `[CLS]` and `[SEP]` included
/// @param longText  what becomes of longer texts
public record TextFeaturizer(BertTokenizer tokenizer, int maxLength, LongText longText) {
    private static final int SHORTEST = 8;

    public TextFeaturizer {
        if (maxLength < SHORTEST) {
            throw new IllegalArgumentException(
                    "maxLength is %d; it must be at least %d".formatted(maxLength, SHORTEST));
        }
    }

    /// The row of one text, or several rows if it is long and [LongText#WINDOWS] is chosen.
    public List<TextRow> rows(String text) {
        Tokens tokens = tokenizer.tokenize(text);
        int room = maxLength - 2;
        boolean cut = longText != LongText.WINDOWS && tokens.size() > room;
        return windows(tokens, room).stream()
                .map(kept -> row(tokenizer.encode(kept), cut))
                .toList();
    }

    /// The row of a pair. If it is too long, the longer text gives way first; with [LongText#WINDOWS] the second text is
    /// cut into windows, each beside the first one, which is shortened to what the second leaves, or to half of the room.
    public List<TextRow> rows(String text, String pair) {
        Tokens first = tokenizer.tokenize(text);
        Tokens second = tokenizer.tokenize(pair);
        int room = maxLength - 3;
        if (longText == LongText.WINDOWS && first.size() + second.size() > room) {
            Tokens beside = first.first(Math.max(room / 2, room - second.size()));
            boolean cut = beside.size() < first.size();
            return windows(second, room - beside.size()).stream()
                    .map(window -> row(tokenizer.encode(beside, window), cut))
                    .toList();
        }
        Truncation.Lengths kept =
                new Truncation.LongestFirst(maxLength)
                        .keep(first.size(), second.size(), 3, tokenizer.options().mode());
        Tokens shortFirst = shorten(first, kept.first());
        Tokens shortSecond = shorten(second, kept.second());
        boolean cut = first.size() + second.size() > room;
        return List.of(row(tokenizer.encode(shortFirst, shortSecond), cut));
    }

    private List<Tokens> windows(Tokens tokens, int room) {
        if (longText != LongText.WINDOWS || tokens.size() <= room) {
            return List.of(shorten(tokens, room));
        }
        return new WindowStride.Overlap(room / 4)
                .windows(tokens.size(), room).stream().map(tokens::part).toList();
    }

    private Tokens shorten(Tokens tokens, int room) {
        if (tokens.size() <= room) {
            return tokens;
        }
        return switch (longText) {
            case HEAD, WINDOWS -> tokens.first(room);
            case TAIL -> tokens.part(new Window(tokens.size() - room, room));
            case HEAD_TAIL -> headAndTail(tokens, room);
        };
    }

    private static Tokens headAndTail(Tokens tokens, int room) {
        int head = room / 4;
        int tail = room - head;
        return tokens.first(head).and(tokens.part(new Window(tokens.size() - tail, tail)));
    }

    private static TextRow row(Encoding encoding, boolean cut) {
        return new TextRow(encoding.inputIds(), encoding.tokenTypeIds(), cut);
    }
}
