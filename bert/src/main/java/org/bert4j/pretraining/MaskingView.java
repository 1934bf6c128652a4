package org.bert4j.pretraining;

import org.bert4j.tokenizer.BertTokenizer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// One text masked again and again, to look at: a line of tokens for each time, where `[MASK]` stands for the tokens that
/// became it, `(token)` is to be predicted and was kept, and `{token}` is a random one in another's place.
///
/// @param tokenizer of the model
/// @param masking   what is shown
/// @param seed      of the masks
public record MaskingView(BertTokenizer tokenizer, Masking masking, long seed) {
    private static final String CONTINUATION = "##";
    private static final long PURPOSE = 3;

    /// The text as it is in a first line, then masked so many times.
    public List<String> lines(String text, int times) {
        SpecialIds special = SpecialIds.of(tokenizer);
        PlainRow row = row(text);
        String plain = joined(Arrays.stream(row.inputIds()).mapToObj(this::token));
        Stream<String> masked =
                IntStream.range(0, times)
                        .mapToObj(time -> new SeededDraws(seed, PURPOSE, time))
                        .map(draws -> line(RowMasker.mask(row, masking, special, draws)));
        return Stream.concat(Stream.of(plain), masked).toList();
    }

    private PlainRow row(String text) {
        int[] ids = tokenizer.encode(text).inputIds();
        boolean[] continues = new boolean[ids.length];
        for (int i = 0; i < ids.length; i++) {
            continues[i] = token(ids[i]).startsWith(CONTINUATION);
        }
        return new PlainRow(ids, new int[ids.length], continues, PretrainingRow.NONE);
    }

    private String line(PretrainingRow row) {
        String[] tokens =
                Arrays.stream(row.inputIds()).mapToObj(this::token).toArray(String[]::new);
        for (int i = 0; i < row.maskedPositions().length; i++) {
            int position = row.maskedPositions()[i];
            int seen = row.inputIds()[position];
            tokens[position] = marked(seen, row.maskedIds()[i]);
        }
        return joined(Arrays.stream(tokens));
    }

    private String marked(int seen, int truth) {
        if (seen == tokenizer.maskId()) {
            return token(seen);
        }
        return (seen == truth ? "(%s)" : "{%s}").formatted(token(seen));
    }

    private String token(int id) {
        return tokenizer.vocabulary().token(id);
    }

    private static String joined(Stream<String> tokens) {
        return tokens.collect(Collectors.joining(" "));
    }
}
