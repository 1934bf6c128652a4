package org.bert4j.batch;

import java.util.Objects;

/// Another order of the numbers from 0 to `size - 1` in every epoch, each place computed by itself: nothing is shuffled
/// beforehand or kept, however many there are, and a resumed run goes on at any place at once.
///
/// The order is a cipher: a Feistel network of hashes permutes the numbers of the next even number of bits, and a number
/// that comes out too large goes in again until it is not (Black and Rogaway 2002, "Ciphers with Arbitrary Finite
/// Domains"). That takes fewer than four goes on average.
///
/// @param size how many numbers, at least one
/// @param seed equal seeds give equal orders
public record ShuffledOrder(int size, long seed) {
    private static final int ROUNDS = 6;

    public ShuffledOrder {
        if (size < 1) {
            throw new IllegalArgumentException("size is %d; it must be at least 1".formatted(size));
        }
    }

    /// The number at a place of an epoch.
    ///
    /// @throws IndexOutOfBoundsException if there is no such place
    public int at(int epoch, int place) {
        Objects.checkIndex(place, size);
        long key = Seeds.mix(seed, epoch);
        long number = permuted(place, key);
        while (number >= size) {
            number = permuted(number, key);
        }
        return (int) number;
    }

    private long permuted(long number, long key) {
        int half = halfBits();
        long mask = (1L << half) - 1;
        long left = number >>> half;
        long right = number & mask;
        for (int round = 0; round < ROUNDS; round++) {
            long next = left ^ (Seeds.mix(key, round, right) & mask);
            left = right;
            right = next;
        }
        return left << half | right;
    }

    private int halfBits() {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(size - 1);
        return Math.max(1, Math.ceilDiv(bits, 2));
    }
}
