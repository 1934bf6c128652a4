package org.bert4j.tensor;

import org.bytedeco.pytorch.global.torch;

/// What the native libraries say of themselves and of this machine.
///
/// @param libtorch     version
/// @param matrices     who multiplies float32 matrices: `MKL` or `OpenBLAS`
/// @param instructions the widest vector instructions that libtorch's own kernels use here, such as `AVX512`
/// @param threads      of one operation
/// @param gpus         that the libraries can compute on
public record Natives(
        String libtorch, String matrices, String instructions, int threads, int gpus) {
    /// Loads the libraries.
    ///
    /// @throws TensorException if that is not possible
    public static Natives load() {
        LibTorch.load();
        boolean mkl = "mkl".equals(System.getProperty("org.bytedeco.openblas.load"));
        return new Natives(
                LibTorch.version(),
                mkl ? "MKL" : "OpenBLAS",
                torch.get_cpu_capability().getString(),
                LibTorch.threads(),
                torch.cuda_is_available() ? torch.cuda_device_count() : 0);
    }
}
