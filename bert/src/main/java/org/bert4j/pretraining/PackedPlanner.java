package org.bert4j.pretraining;

import org.bert4j.corpus.TokenCorpus;

import java.util.function.Consumer;

/// Running text, cut wherever a row is full.
///
/// Rows cross sentences and documents, and a `[SEP]` stands between two documents, as in FULL-SENTENCES of RoBERTa (Liu
/// et al. 2019, section 4.2). There a row ends with the last sentence that fits; here the sentence is cut and goes on in
/// the next row, so that all rows have the same length: none is padded, and every position is trained as often.
///
/// A row is one token short if a document ends just before its end, since a `[SEP]` with nothing behind it would say
/// nothing; the last row of all holds what is left.
record PackedPlanner(TokenCorpus corpus, int maxLength) implements RowPlanner {
    private static final int SEPARATOR = 1;

    @Override
    public void plan(Consumer<RowPlan> rows) {
        Filling filling = new Filling(maxLength - RowPlan.ONE_PART_SPECIALS, rows);
        for (int document = 0; document < corpus.documents(); document++) {
            filling.separate();
            for (int sentence = 0; sentence < corpus.sentences(document); sentence++) {
                filling.add(document, sentence, corpus.ids(document, sentence).length);
            }
        }
        filling.end();
    }

    private static final class Filling {
        private final int room;
        private final Consumer<RowPlan> rows;
        private Span row = Span.NONE;

        Filling(int room, Consumer<RowPlan> rows) {
            this.room = room;
            this.rows = rows;
        }

        void separate() {
            if (row.length() > 0 && row.length() + SEPARATOR < room) {
                grow(SEPARATOR);
            } else {
                end();
            }
        }

        void add(int document, int sentence, int tokens) {
            int taken = 0;
            while (taken < tokens) {
                if (row.length() == 0) {
                    row = new Span(document, sentence, taken, 0);
                }
                int more = Math.min(tokens - taken, room - row.length());
                grow(more);
                taken += more;
                if (row.length() == room) {
                    end();
                }
            }
        }

        private void grow(int tokens) {
            row = new Span(row.document(), row.sentence(), row.skip(), row.length() + tokens);
        }

        void end() {
            if (row.length() > 0) {
                rows.accept(RowPlan.of(row));
            }
            row = Span.NONE;
        }
    }
}
