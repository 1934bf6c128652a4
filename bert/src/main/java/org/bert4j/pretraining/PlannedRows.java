package org.bert4j.pretraining;

/// Rows that are made when they are asked for: the plan says which tokens, and the masks follow from seed, epoch and row.
///
/// @param isStatic whether every epoch sees the same masks
record PlannedRows(
        RowTable table,
        RowReader reader,
        int maxLength,
        Masking masking,
        boolean isStatic,
        long seed,
        String hash)
        implements PretrainingRows {
    private static final long PURPOSE = 2;

    @Override
    public int size() {
        return table.size();
    }

    @Override
    public int length(int row) {
        return table.get(row).length();
    }

    @Override
    public PretrainingRow row(int row, int epoch) {
        Draws draws = new SeededDraws(seed, PURPOSE, isStatic ? 0 : epoch, row);
        return RowMasker.mask(reader.read(table.get(row)), masking, reader.special(), draws);
    }
}
