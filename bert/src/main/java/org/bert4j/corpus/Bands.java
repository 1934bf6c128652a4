package org.bert4j.corpus;

/// How the values of a [MinHash] are put together into bands: documents are compared if all values of one band are the
/// same. Of two documents of similarity `s` that is likely with `1 - (1 - s^rows)^count`, a steep curve.
///
/// @param count of bands
/// @param rows  values of a band
record Bands(int count, int rows) {
    /// Of the documents that are just similar enough, so many are compared.
    private static final double LEAST_RECALL = 0.99;

    /// The longest bands that still bring together documents of this similarity.
    static Bands of(double similarity) {
        Bands bands = new Bands(MinHash.SIZE, 1);
        for (int rows = 2; rows <= MinHash.SIZE; rows++) {
            Bands longer = new Bands(MinHash.SIZE / rows, rows);
            if (longer.recall(similarity) >= LEAST_RECALL) {
                bands = longer;
            }
        }
        return bands;
    }

    /// How likely two documents of this similarity are compared.
    double recall(double similarity) {
        return 1 - Math.pow(1 - Math.pow(similarity, rows), count);
    }

    /// The hash of a band.
    long hash(MinHash document, int band) {
        return document.hash(band * rows, (band + 1) * rows);
    }
}
