package org.bert4j.tensor;

import org.bytedeco.pytorch.global.torch;

/// The number format of matrix products. Parameters, gradients, optimizer state, normalisation and losses are float32
/// in either.
public enum Precision {
    FP32,
    /// Mixed precision: products in bfloat16 by libtorch's autocast, the rest in float32.
    BF16;

    /// Opens this precision for the current platform thread; close it on the same thread.
    public Mode open() {
        return new Mode(this == BF16);
    }

    /// An open precision; closing it restores the one before and forgets autocast's copies of the weights, which are
    /// stale once an optimizer has changed the weights in place.
    public static final class Mode implements AutoCloseable {
        private final Thread owner = Threads.requirePlatformThread();
        private final boolean before;

        private Mode(boolean enabled) {
            LibTorch.load();
            before = torch.is_autocast_enabled(torch.DeviceType.CPU);
            torch.set_autocast_dtype(torch.DeviceType.CPU, torch.ScalarType.BFloat16);
            torch.set_autocast_enabled(torch.DeviceType.CPU, enabled);
        }

        @Override
        public void close() {
            Threads.requireOwner(owner, "Precision");
            torch.clear_cache();
            torch.set_autocast_enabled(torch.DeviceType.CPU, before);
        }
    }
}
