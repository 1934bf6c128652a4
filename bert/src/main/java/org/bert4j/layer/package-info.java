/// The parts of a transformer layer, as plain Java objects that hold leaf tensors.
///
/// In: hidden states `[batch, tokens, hidden]`. Out: the same shape. Before it: `org.bert4j.tensor`; after it:
/// `org.bert4j.encoder`. A layer never opens a `TensorScope`: whoever runs the loop does.
package org.bert4j.layer;
