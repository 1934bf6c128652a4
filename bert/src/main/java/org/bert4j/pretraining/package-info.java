/// Examples of pre-training: pieces of documents put together, tokens masked, the next sentence true or not (Devlin et
/// al. 2019, section 3.1).
package org.bert4j.pretraining;
