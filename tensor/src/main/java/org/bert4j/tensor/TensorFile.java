package org.bert4j.tensor;

import java.nio.file.Path;
import java.util.List;

/// A file of named tensors, open for reading.
///
/// Tensors are valid until the file is closed. Reading is safe from several threads; closing is the
/// business of one.
public sealed interface TensorFile extends AutoCloseable permits SafeTensors, TorchFile {

    /// Opens a file by its name: `*.safetensors` as [SafeTensors], anything else (`*.bin`, `*.pt`)
    /// as [TorchFile].
    ///
    /// @throws TensorFileException if the file is missing, damaged or of another format
    static TensorFile open(Path file) {
        return file.getFileName().toString().endsWith(".safetensors")
                ? SafeTensors.open(file)
                : TorchFile.open(file);
    }

    /// The file itself, for messages.
    Path path();

    /// Names of all tensors, in the order in which they lie in the file.
    List<String> names();

    /// True if the file holds a tensor of this name.
    boolean contains(String name);

    /// One tensor.
    ///
    /// @throws TensorFileException if there is none of this name
    StoredTensor get(String name);

    /// Gives the file and the memory of its tensors back.
    @Override
    void close();
}
