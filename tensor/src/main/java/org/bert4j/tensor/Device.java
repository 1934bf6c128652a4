package org.bert4j.tensor;

import org.bytedeco.pytorch.global.torch;

/// Where tensors live and are computed with: one device for the whole process. What the processor does in memory of its
/// own (updates in pieces, dropout masks, packed weights), a GPU does as operations on whole tensors.
///
/// CUDA needs libtorch's natives for it, which the Maven profile `gpu` brings, and CUDA itself on the machine.
public enum Device {
    CPU,
    CUDA;

    private static volatile Device current = CPU;

    /// From now on tensors are made there. To be called before the first model is loaded.
    ///
    /// @throws TensorException if these libraries on this machine cannot compute there
    public static void use(Device device) {
        LibTorch.load();
        if (device == CUDA && !torch.cuda_is_available()) {
            throw new TensorException(
                    "No GPU can be used: build with -Pgpu on a machine that has CUDA, or leave out"
                            + " --device");
        }
        current = device;
    }

    /// The one in use.
    public static Device current() {
        return current;
    }

    /// Is it the processor?
    public static boolean isCpu() {
        return current == CPU;
    }

    /// The same tensor there, if it was made elsewhere.
    static org.bytedeco.pytorch.Tensor place(org.bytedeco.pytorch.Tensor made) {
        return current == CPU ? made : made.cuda();
    }
}
