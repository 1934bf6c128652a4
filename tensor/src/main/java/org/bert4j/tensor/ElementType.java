package org.bert4j.tensor;

/// The number format of a [StoredTensor]; the constants' names are those of the safetensors format.
///
/// They are declared from the least to the strictest alignment, in the order of the safetensors
/// library: it lays out a file by this order backwards.
public enum ElementType {
    BOOL(1),
    U8(1),
    I8(1),
    I16(2),
    F16(2),
    BF16(2),
    I32(4),
    F32(4),
    F64(8),
    I64(8);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /// Size of one element in bytes.
    public int bytes() {
        return bytes;
    }
}
