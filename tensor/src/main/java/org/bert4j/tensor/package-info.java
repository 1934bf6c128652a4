/// Tensors on libtorch: the only package that knows the binding, whose types never leave it. What has no way back is
/// asked of oneDNN.
///
/// In: Java arrays and files of tensors. Out: [Tensor] and the operations BERT is made of, gradients, an optimizer, and
/// files of tensors. It stands at the bottom, beside `org.bert4j.tokenizer`; after it comes `org.bert4j.layer`.
///
/// One policy for native memory: whoever runs a loop opens a [TensorScope]; everything made in it is freed when it
/// closes. Scopes, [Gradients#off] and [Precision#open] belong to the platform thread that opened them.
///
/// Traps of the binding, met and kept inside: it counts eight bytes for a tensor of any size, so the garbage collector
/// never hurries; `from_blob` does not keep its buffer alive; enum values it returns must be interned before they are
/// compared; its option objects are native memory too.
package org.bert4j.tensor;
