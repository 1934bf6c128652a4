/// Features to tensors: which examples go together, in which order, padded how far.
///
/// In: token ids of single sequences. Out: [TokenBatch]es of tensors. Before it: `org.bert4j.feature`; after it:
/// `org.bert4j.encoder`. A batch is made inside the `TensorScope` of the step that uses it.
package org.bert4j.batch;
