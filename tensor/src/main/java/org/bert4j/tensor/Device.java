package org.bert4j.tensor;

import org.bytedeco.pytorch.global.torch;

/// Where tensors live. `CUDA` needs the natives of the `-gpu` builds.
public enum Device {
    CPU(torch.DeviceType.CPU),
    CUDA(torch.DeviceType.CUDA);

    final torch.DeviceType type;

    Device(torch.DeviceType type) {
        this.type = type;
    }
}
