package org.bert4j.task;

import java.util.List;

/// The vectors of the texts of one example.
///
/// @param vectors one for each text, of the encoder's width, not scaled to a common length
public record Embeddings(List<float[]> vectors) {
    /// The cosine of the first two: 1 for the same direction.
    public double cosine() {
        return cosine(vectors.get(0), vectors.get(1));
    }

    /// The cosine of two vectors; 0 if one has no length.
    public static double cosine(float[] first, float[] second) {
        double product = 0;
        double squares = 0;
        double otherSquares = 0;
        for (int i = 0; i < first.length; i++) {
            product += (double) first[i] * second[i];
            squares += (double) first[i] * first[i];
            otherSquares += (double) second[i] * second[i];
        }
        return squares == 0 || otherSquares == 0 ? 0 : product / Math.sqrt(squares * otherSquares);
    }
}
